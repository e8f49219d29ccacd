/** stub */
