package io.jenkins.plugins.multistagebuild.waste;

/** What an entry of a layer is. The order is that of the numbers in summaries on disk. */
enum EntryKind {
    /** A file with bytes of its own. */
    FILE,
    /** A symbolic or hard link, device, pipe: a name without bytes of its own. */
    LINK,
    /** A folder. */
    FOLDER,
    /** The mark {@code .wh.name}: what has this path in lower layers is deleted, with all below it. */
    WHITEOUT,
    /** The mark {@code .wh..wh..opq}: what lower layers have in this folder is deleted. */
    OPAQUE
}
