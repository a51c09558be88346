package hudson;

import hudson.model.TaskListener;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public final class FilePath implements Serializable {
    public interface FileCallable<T> extends Serializable {
        T invoke(File f, VirtualChannel channel) throws IOException, InterruptedException;
    }

    public FilePath(VirtualChannel channel, String remote) {
        throw null;
    }

    public FilePath(File localPath) {
        throw null;
    }

    public String getRemote() {
        throw null;
    }

    public VirtualChannel getChannel() {
        throw null;
    }

    public FilePath getParent() {
        throw null;
    }

    public FilePath child(String relOrAbsolute) {
        throw null;
    }

    public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
        throw null;
    }

    public <T> Future<T> actAsync(FileCallable<T> callable) throws IOException, InterruptedException {
        throw null;
    }

    public void mkdirs() throws IOException, InterruptedException {
        throw null;
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        throw null;
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        throw null;
    }

    public boolean exists() throws IOException, InterruptedException {
        throw null;
    }

    public String readToString() throws IOException, InterruptedException {
        throw null;
    }

    public void copyTo(FilePath target) throws IOException, InterruptedException {
        throw null;
    }

    public void symlinkTo(String target, TaskListener listener) throws IOException, InterruptedException {
        throw null;
    }

    public long length() throws IOException, InterruptedException {
        throw null;
    }

    public boolean delete() throws IOException, InterruptedException {
        throw null;
    }

    public long getUsableDiskSpace() throws IOException, InterruptedException {
        throw null;
    }

    public void chmod(int mask) throws IOException, InterruptedException {
        throw null;
    }
}
