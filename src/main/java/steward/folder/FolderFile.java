package steward.folder;

/// One file of a house's folder: where it stands in it, with `/` between the parts, and what is in
/// it. Immutable.
public record FolderFile(String path, String text) {}
