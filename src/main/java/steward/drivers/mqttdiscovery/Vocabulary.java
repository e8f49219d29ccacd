package steward.drivers.mqttdiscovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of the convention that are read here, and their abbreviations; all others are ignored.
/// Source: the MQTT discovery sheet, section 5.
final class Vocabulary {
  private static final String WORDS =
      """
      unique_id uniq_id, name, object_id obj_id, default_entity_id def_ent_id, device_class dev_cla,
      state_topic stat_t, command_topic cmd_t, value_template val_tpl, command_template cmd_tpl,
      payload_on pl_on, payload_off pl_off, state_on stat_on, state_off stat_off, off_delay off_dly,
      expire_after exp_aft, unit_of_measurement unit_of_meas, entity_category ent_cat,
      optimistic opt, qos, retain ret, schema, options ops, min, max, encoding e,
      state_value_template stat_val_tpl, state_template stat_tpl,
      brightness, brightness_command_topic bri_cmd_t, brightness_command_template bri_cmd_tpl,
      brightness_state_topic bri_stat_t, brightness_scale bri_scl, brightness_template bri_tpl,
      brightness_value_template bri_val_tpl, supported_color_modes sup_clrm,
      rgb_command_topic rgb_cmd_t, rgb_command_template rgb_cmd_tpl, rgb_state_topic rgb_stat_t,
      rgb_value_template rgb_val_tpl, hs_command_topic hs_cmd_t, hs_command_template hs_cmd_tpl,
      hs_state_topic hs_stat_t, hs_value_template hs_val_tpl, xy_command_topic xy_cmd_t,
      xy_command_template xy_cmd_tpl, xy_state_topic xy_stat_t, xy_value_template xy_val_tpl,
      color_temp_command_topic clr_temp_cmd_t, color_temp_command_template clr_temp_cmd_tpl,
      color_temp_state_topic clr_temp_stat_t, color_temp_value_template clr_temp_val_tpl,
      color_temp_template clr_temp_tpl, color_temp_kelvin clr_temp_k, min_mireds min_mirs,
      max_mireds max_mirs, min_kelvin min_k, max_kelvin max_k, on_command_type on_cmd_type,
      command_on_template cmd_on_tpl, command_off_template cmd_off_tpl, red_template r_tpl,
      green_template g_tpl, blue_template b_tpl,
      payload_open pl_open, payload_close pl_cls, payload_stop pl_stop, state_open stat_open,
      state_opening stat_opening, state_closed stat_clsd, state_closing stat_closing,
      state_stopped stat_stopped, position_topic pos_t, position_template pos_tpl,
      set_position_topic set_pos_t, set_position_template set_pos_tpl, position_open pos_open,
      position_closed pos_clsd, tilt_command_topic tilt_cmd_t, tilt_command_template tilt_cmd_tpl,
      tilt_status_topic tilt_status_t, tilt_status_template tilt_status_tpl, tilt_min, tilt_max,
      payload_lock pl_lock, payload_unlock pl_unlk, state_locked stat_locked,
      state_unlocked stat_unlocked, state_locking stat_locking, state_unlocking stat_unlocking,
      state_jammed stat_jam, code_format, modes, mode_command_topic mode_cmd_t,
      mode_command_template mode_cmd_tpl, mode_state_topic mode_stat_t,
      mode_state_template mode_stat_tpl, temperature_command_topic temp_cmd_t,
      temperature_command_template temp_cmd_tpl, temperature_state_topic temp_stat_t,
      temperature_state_template temp_stat_tpl, current_temperature_topic curr_temp_t,
      current_temperature_template curr_temp_tpl, current_humidity_topic curr_hum_t,
      current_humidity_template curr_hum_tpl, temperature_unit temp_unit, min_temp, max_temp,
      temperature_low_command_topic temp_lo_cmd_t, preset_modes pr_modes, fan_modes,
      fan_mode_command_topic fan_mode_cmd_t, fan_mode_command_template fan_mode_cmd_tpl,
      fan_mode_state_topic fan_mode_stat_t, fan_mode_state_template fan_mode_stat_tpl,
      percentage_command_topic pct_cmd_t, percentage_command_template pct_cmd_tpl,
      percentage_state_topic pct_stat_t, percentage_value_template pct_val_tpl,
      speed_range_min spd_rng_min, speed_range_max spd_rng_max, event_types evt_typ,
      automation_type atype, type, subtype stype, topic t, payload pl, payload_press pl_prs,
      payload_home pl_home, payload_not_home pl_not_home, availability_topic avty_t,
      availability_template avty_tpl, payload_available pl_avail,
      payload_not_available pl_not_avail, availability_mode avty_mode, platform p\
      """;

  private static final Map<String, String> LONG = new HashMap<>();
  private static final Set<String> KNOWN = new HashSet<>();
  private static final Map<String, String> OF_DEVICES =
      Map.of(
          "ids",
          "identifiers",
          "cns",
          "connections",
          "mf",
          "manufacturer",
          "mdl",
          "model",
          "sw",
          "sw_version",
          "mdl_id",
          "model_id");

  static {
    for (String entry : WORDS.split(",", -1)) {
      String[] words = entry.strip().split("\\s+", -1);
      KNOWN.add(words[0]);
      if (words.length > 1) LONG.put(words[1], words[0]);
    }
  }

  private Vocabulary() {}

  /// The long name of a key; nothing for one that is not read here.
  static Optional<String> key(String word) {
    if (KNOWN.contains(word)) return Optional.of(word);
    return Optional.ofNullable(LONG.get(word));
  }

  static boolean isTopic(String key) {
    return key.endsWith("_topic") || key.equals("topic");
  }

  static boolean isTemplate(String key) {
    return key.endsWith("_template");
  }

  /// The long name of a key inside `device`.
  static String ofDevice(String word) {
    return OF_DEVICES.getOrDefault(word, word);
  }
}
