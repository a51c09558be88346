package io.jenkins.plugins.multistagebuild.waste;

import static io.jenkins.plugins.multistagebuild.waste.LayerFile.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the entries of a layer's tar, friendly and hostile. */
class LayerTarTest {

    @Test
    void kindsOfEntries() throws IOException {
        assertThat(read(layer().folder("d")
                        .file("d/f", 5000, 1)
                        .file("d/small", 10)
                        .symlink("s", "d/f")
                        .hardLink("h", "d/f")
                        .add(new TarArchiveEntry("null", TarConstants.LF_CHR), new byte[0])
                        .delete("d/gone")
                        .delete("gone")
                        .empty("e")
                        .file(".wh..wh.plnk", 0)
                        .file(".wh.", 0)
                        .bytes()))
                .containsExactly(
                        "FOLDER d 0",
                        "FILE d/f 5000 content",
                        "FILE d/small 10",
                        "LINK s 0",
                        "LINK h 0",
                        "LINK null 0",
                        "WHITEOUT d/gone 0",
                        "WHITEOUT gone 0",
                        "OPAQUE e 0");
    }

    @ParameterizedTest
    @CsvSource({
        "./a/b,a/b",
        "/etc/passwd,etc/passwd",
        "../../etc/passwd,etc/passwd",
        "a/../../b,b",
        "a//b/./c,a/b/c",
        "...,...",
        "a/.hidden,a/.hidden"
    })
    void namesThatLeaveTheRootDoNot(String name, String path) throws IOException {
        assertThat(read(layer().add(new TarArchiveEntry(name, true), new byte[7])
                        .bytes()))
                .containsExactly("FILE " + path + " 7");
    }

    @Test
    void longAndForeignNamesInBothFormsOfTar() throws IOException {
        String name = "päckchen/" + "x".repeat(200) + "/" + "名".repeat(120);

        assertThat(read(layer().file(name, 3).bytes())).containsExactly("FILE " + name + " 3");
        assertThat(read(layer().gnuNames().file(name, 3).bytes())).containsExactly("FILE " + name + " 3");
    }

    @Test
    void aFileWithHolesCountsAsWhatItTakesAndIsNotUnpacked() throws IOException {
        byte[] tar = paxSparse("sparse", 2_000_000_000, "0,512,2000000000,0", new byte[512]);

        assertThat(read(tar)).containsExactly("FILE sparse 512", "FILE after 4");
    }

    @Test
    void aSizeThatCannotBeIsRefused() {
        byte[] tar = layer().file("a", 10).bytes();
        // The size in the header, as a number in base 256: 2^62 bytes.
        Arrays.fill(tar, 124, 136, (byte) 0);
        tar[124] = (byte) 0x80;
        tar[128] = 0x40;
        checksum(tar);

        assertThatIOException().isThrownBy(() -> read(tar));
    }

    @Test
    void aHeaderThatNeverEndsIsRefusedBeforeItFillsTheMemory() {
        byte[] header = Arrays.copyOf(LayerFile.layer().file("pax", 0).bytes(), 512);
        header[156] = 'x';
        Arrays.fill(header, 124, 136, (byte) '7');
        header[135] = 0;
        checksum(header);
        byte[] record = "2000000000 comment=".getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(header), new ByteArrayInputStream(record), new Zeros(1L << 33))));

        assertThatIOException()
                .isThrownBy(() -> LayerTar.read(
                        new byte[0], endless, new MeteredInput.Limit(Long.MAX_VALUE), (k, p, l, s, c) -> {}))
                .withMessage("the header of a file is longer than it may be");
    }

    @Test
    void sameContentHasTheSameFingerprintAndOtherContentAnother() throws IOException {
        List<Long> contents = new ArrayList<>();
        byte[] tar = layer().file("a", 200_000, 1)
                .file("b", 200_000, 1)
                .file("c", 200_000, 2)
                .file("d", 199_999, 1)
                .bytes();
        LayerTar.read(
                new byte[0],
                new ByteArrayInputStream(tar),
                new MeteredInput.Limit(Long.MAX_VALUE),
                (kind, path, length, size, content) -> contents.add(content));

        assertThat(contents.get(0)).isEqualTo(contents.get(1)).isNotZero();
        assertThat(contents.subList(1, 4)).doesNotHaveDuplicates();
    }

    @Test
    void hostileTextsBecomeHarmless() {
        byte[] path = "a\u001b[31m\n\u202ejpg.exe".getBytes(StandardCharsets.UTF_8);

        assertThat(EntryPath.text(path, path.length)).isEqualTo("/a\ufffd[31m\ufffd\ufffdjpg.exe");
        byte[] longer = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThat(EntryPath.text(longer, longer.length)).hasSize(401).endsWith("…");
    }

    private static List<String> read(byte[] tar) throws IOException {
        List<String> entries = new ArrayList<>();
        LayerTar.read(
                new byte[0],
                new ByteArrayInputStream(tar),
                new MeteredInput.Limit(Long.MAX_VALUE),
                (kind, path, length, size, content) -> entries.add(kind + " "
                        + new String(path, 0, length, StandardCharsets.UTF_8) + " " + size
                        + (content == 0 ? "" : " content")));
        return entries;
    }

    /** A sparse file as GNU tar writes it in PAX form 0.1, and a file behind it. */
    private static byte[] paxSparse(String name, long claimed, String map, byte[] stored) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry("PaxHeaders/" + name, TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        String records = record("GNU.sparse.size=" + claimed)
                + record("GNU.sparse.numblocks=2")
                + record("GNU.sparse.name=" + name)
                + record("GNU.sparse.map=" + map);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] first =
                layer().add(header, records.getBytes(StandardCharsets.US_ASCII)).bytes();
        all.write(first, 0, 512 + (records.length() + 511) / 512 * 512);
        all.write(layer().add(new TarArchiveEntry("GNUSparseFile.0/" + name), stored)
                .file("after", 4)
                .bytes());
        return all.toByteArray();
    }

    private static String record(String text) {
        int length = text.length() + 2;
        int digits = Integer.toString(length + 2).length();
        return (length + digits) + " " + text + "\n";
    }

    private static void checksum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += header[i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 148, 8);
    }

    /** As many zeros as are asked for. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int given = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + given, (byte) 0);
            left -= given;
            return given > 0 ? given : -1;
        }
    }
}
