package tell443.capture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the words of a command line to the files they mean. */
final class Arguments {

    private static final int DEPTH_LIMIT = 64;
    private static final String WILDCARDS = "*?[{";

    private Arguments() {}

    static List<CaptureFile> files(List<String> arguments) throws CaptureException {
        List<CaptureFile> files = new ArrayList<>();
        boolean stdin = false;
        for (String argument : arguments) {
            if (!argument.equals(CaptureFile.STANDARD_INPUT)) {
                addNamed(argument, files);
            } else if (stdin) {
                throw new CaptureException("-: standard input can be read only once; name it once");
            } else {
                files.add(CaptureFile.standardInput());
                stdin = true;
            }
        }
        return files;
    }

    private static void addNamed(String argument, List<CaptureFile> files) throws CaptureException {
        try {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                addFolder(path, files);
            } else if (!Files.exists(path) && isGlob(argument)) {
                addGlob(argument, files);
            } else {
                files.add(CaptureFile.of(argument, path));
            }
        } catch (InvalidPathException e) {
            throw new CaptureException(argument + ": not a file name", e);
        }
    }

    private static boolean isGlob(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            if (WILDCARDS.indexOf(argument.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static void addFolder(Path folder, List<CaptureFile> files) throws CaptureException {
        List<Path> found = new ArrayList<>();
        list(folder, DEPTH_LIMIT, false, found);
        Collections.sort(found);
        int before = files.size();
        for (Path path : found) {
            if (Unpacked.isCapture(path)) {
                files.add(CaptureFile.of(path.toString(), path));
            }
        }
        if (files.size() == before) {
            throw new CaptureException(folder + ": no capture in this folder");
        }
    }

    /** Looks from the last folder before the first wildcard downwards. */
    private static void addGlob(String glob, List<CaptureFile> files) throws CaptureException {
        int first = 0;
        while (WILDCARDS.indexOf(glob.charAt(first)) < 0) {
            first++;
        }
        int slash = glob.lastIndexOf('/', first);
        Path base = Path.of(slash < 0 ? "" : slash == 0 ? "/" : glob.substring(0, slash));
        List<Path> matching = new ArrayList<>();
        if (Files.isDirectory(base)) {
            PathMatcher matcher = matcher(glob);
            List<Path> found = new ArrayList<>();
            list(base, glob.contains("**") ? DEPTH_LIMIT : slashes(glob, slash + 1), true, found);
            for (Path path : found) {
                if (matcher.matches(path)) {
                    matching.add(path);
                }
            }
        }
        if (matching.isEmpty()) {
            throw new CaptureException(glob + ": no such file");
        }
        Collections.sort(matching);
        for (Path path : matching) {
            if (Files.isDirectory(path)) {
                addFolder(path, files);
            } else {
                files.add(CaptureFile.of(path.toString(), path));
            }
        }
    }

    private static PathMatcher matcher(String glob) throws CaptureException {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (IllegalArgumentException e) {
            throw new CaptureException(glob + ": no such file", e);
        }
    }

    private static int slashes(String glob, int from) {
        int count = 0;
        for (int i = from; i < glob.length(); i++) {
            count += glob.charAt(i) == '/' ? 1 : 0;
        }
        return count;
    }

    /** Everything below; folders themselves too when asked for. Links to folders are not followed: they can go in circles. */
    private static void list(Path folder, int depth, boolean foldersToo, List<Path> found) throws CaptureException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                if (!isFolder || foldersToo) {
                    found.add(entry);
                }
                if (isFolder && depth > 0) {
                    list(entry, depth - 1, foldersToo, found);
                }
            }
        } catch (IOException e) {
            throw CaptureFile.unreadable(folder.toString(), e);
        }
    }
}
