package tell443.screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tell443.analysis.Choice;
import tell443.analysis.Onlooker;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** Shows a run on a terminal until it is closed: the thread that analyses makes pictures, a thread of its own paints them. */
public final class Screen implements Onlooker, AutoCloseable {

    private static final int FLOWS = 300; // that a picture holds
    private static final long PICTURE_NANOS = 200_000_000L;
    private static final long WAIT_MILLIS = 100;
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l"; // the other screen, no cursor, no wrapping
    private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String ERASE_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";

    private final Console console;
    private final Painter painter;
    private final View view;
    private final Runnable quit;
    private final PictureMaker maker;
    private final Thread thread = new Thread(this::show, "screen");
    private volatile Choice choice;
    private volatile Picture latest = Picture.NOTHING;
    private volatile String message = "waiting for packets";
    private volatile boolean closing;
    private long madeNanos = System.nanoTime() - PICTURE_NANOS;
    private boolean closed;

    /**
     * @param classes that are shown at first
     * @param quit what to do when somebody wants the run to end
     */
    public Screen(Console console, String title, boolean colour, Set<FlowClass> classes, PictureMaker maker, Runnable quit) {
        view = new View(classes);
        choice = new Choice(view.order(), view.classes(), FLOWS);
        this.console = console;
        this.maker = maker;
        this.quit = quit;
        painter = new Painter(title, colour);
        thread.setDaemon(true);
    }

    public void start() {
        console.write(ENTER);
        thread.start();
    }

    /** A line for people, from any thread; harmless already. */
    public void say(String line) {
        message = line;
    }

    @Override
    public boolean wants() {
        return System.nanoTime() - madeNanos >= PICTURE_NANOS;
    }

    @Override
    public Choice choice() {
        return choice;
    }

    @Override
    public void chosen(FlowFacts facts, Verdict verdict, long bytesPerSecond) {
        maker.add(facts, verdict, bytesPerSecond);
    }

    @Override
    public void end(Overview overview) {
        madeNanos = System.nanoTime();
        boolean first = latest == Picture.NOTHING;
        latest = maker.finish(overview);
        if (first) {
            message = "";
        }
    }

    private void show() {
        Picture shown = Picture.NOTHING;
        List<String> frame = List.of();
        try {
            while (!closing) {
                shown = view.paused() ? shown : latest;
                List<String> next = painter.paint(shown, view, message, console.width(), console.height());
                if (!next.equals(frame)) {
                    frame = new ArrayList<>(next);
                    console.write(frame(frame));
                }
                int key = console.key(WAIT_MILLIS);
                if (key == -1) {
                    return; // nobody is there any more; the run goes on
                }
                if (key != Console.NOTHING) {
                    press(key, shown);
                }
            }
        } catch (IOException e) {
            // the terminal is gone; the run goes on
        }
    }

    private void press(int first, Picture picture) {
        Key key = Key.read(first, () -> {
            try {
                return console.key(WAIT_MILLIS);
            } catch (IOException e) {
                return -1;
            }
        });
        message = "";
        view.press(key, picture, Painter.room(console.height()));
        choice = new Choice(view.order(), view.classes(), FLOWS);
        if (view.over()) {
            message = "ending";
            quit.run();
        }
    }

    private static String frame(List<String> lines) {
        StringBuilder out = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ERASE_LINE);
        }
        return out.append(ERASE_BELOW).toString();
    }

    /** The terminal is as it was before. From any thread, and more than once. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            thread.join(5 * WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.write(LEAVE);
        console.close();
    }
}
