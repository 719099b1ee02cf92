package tell443.score;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tell443.capture.CaptureException;
import tell443.capture.Unpacked;
import tell443.report.SafeText;

/**
 * Captures below folders, and the truth of each: {@code truth.tsv} in its folder or in the nearest one above, up to the
 * folder that was named; or one file for all.
 */
public final class CaptureTree {

    private static final Path TRUTH = Path.of("truth.tsv");
    private static final Path NONE = Path.of("");
    private static final int DEPTH_LIMIT = 64;

    /** A truth file and the captures that it is about. */
    public record Labelled(TruthFile truth, List<Path> captures) {}

    private final Path given; // for all, else NONE
    private final Map<Path, Labelled> labelled = new LinkedHashMap<>();
    private final List<Path> unlabelled = new ArrayList<>();

    /** @param truth for all captures; empty for the files in their folders */
    public CaptureTree(String truth) throws ScoreException, CaptureException {
        given = Path.of(truth);
        if (!truth.isEmpty()) {
            labelled.put(given, new Labelled(TruthFile.read(truth), new ArrayList<>()));
        }
    }

    /** @param start a folder, or a capture */
    public void add(Path start) throws ScoreException, CaptureException {
        if (Files.isDirectory(start)) {
            visit(start, given, DEPTH_LIMIT);
        } else {
            add(start, truth(start.resolveSibling(TRUTH), given));
        }
    }

    /** Truth files with those captures that their rows name; with all where the rows name none. */
    public List<Labelled> labelled() throws ScoreException {
        List<Labelled> chosen = new ArrayList<>();
        for (Labelled one : labelled.values()) {
            List<Path> named = named(one);
            chosen.add(new Labelled(one.truth, named));
            unlabelled.addAll(one.captures);
            unlabelled.removeAll(named);
        }
        return chosen;
    }

    private static List<Path> named(Labelled all) throws ScoreException {
        if (!all.truth.namesCaptures()) {
            return all.captures;
        }
        Map<String, Path> captures = new LinkedHashMap<>();
        all.captures.forEach(capture -> captures.put(SafeText.escape(capture.toString()), capture));
        Set<String> truths = new LinkedHashSet<>();
        all.truth.rows().forEach(row -> truths.add(row.capture()));
        captures.keySet().retainAll(CaptureNames.pair(truths, captures.keySet()).keySet());
        return List.copyOf(captures.values());
    }

    /** Captures of which no truth file says anything; known after {@link #labelled}. */
    public List<Path> unlabelled() {
        return unlabelled;
    }

    private void visit(Path folder, Path above, int depth) throws ScoreException, CaptureException {
        Path truth = truth(folder.resolve(TRUTH), above);
        for (Path entry : entries(folder)) {
            if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (Unpacked.isCapture(entry)) {
                    add(entry, truth);
                }
            } else if (depth > 0) {
                visit(entry, truth, depth - 1);
            }
        }
    }

    private Path truth(Path here, Path otherwise) throws ScoreException, CaptureException {
        if (!given.equals(NONE) || !Files.exists(here)) {
            return otherwise;
        }
        if (!labelled.containsKey(here)) {
            labelled.put(here, new Labelled(TruthFile.read(here.toString()), new ArrayList<>()));
        }
        return here;
    }

    private void add(Path capture, Path truth) {
        Labelled place = labelled.get(truth);
        if (place == null) {
            unlabelled.add(capture);
        } else if (!place.captures.contains(capture)) {
            place.captures.add(capture);
        }
    }

    private static List<Path> entries(Path folder) throws CaptureException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw Unpacked.unreadable(folder.toString(), e);
        }
        Collections.sort(entries);
        return entries;
    }
}
