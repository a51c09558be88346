import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives classes of a jar that were compiled for Java 5 or older the stack maps of Java 6 and newer. Java neither keeps the old ones
 * in an archive of classes that is made at run time (JDK-8261090) nor checks them quickly. Usage: {@code StackMaps.java JAR}, with
 * ASM in the class path.
 */
public final class StackMaps {

    private static final int FIRST_WITH_STACK_MAPS = Opcodes.V1_6;

    private StackMaps() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path made = Path.of(arguments[0] + ".new");
        try (ZipFile old = new ZipFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                OutputStream file = Files.newOutputStream(made);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(old.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                try (InputStream in = old.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    out.write(entry.getName().endsWith(".class") ? withStackMaps(content, loader) : content);
                }
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] withStackMaps(byte[] content, ClassLoader loader) {
        ClassReader reader = new ClassReader(content);
        int major = reader.readUnsignedShort(6);
        if (major >= FIRST_WITH_STACK_MAPS) {
            return content;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader;
            }
        };
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
                        super.visit(FIRST_WITH_STACK_MAPS, access, name, signature, parent, interfaces);
                    }
                },
                0);
        return writer.toByteArray();
    }
}
