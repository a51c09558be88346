package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;

/** Is told the entries of a layer. */
interface EntryVisitor {

    /**
     * An entry.
     *
     * @param kind what it is
     * @param path its path in UTF-8 without a slash at either end; valid only during the call
     * @param length how many bytes of {@code path} count
     * @param size bytes of a file; 0 for anything else
     * @param content fingerprint of a file's content; 0 where there is none
     */
    void entry(EntryKind kind, byte[] path, int length, long size, long content) throws IOException;
}
