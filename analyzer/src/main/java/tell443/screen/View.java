package tell443.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tell443.analysis.Choice;
import tell443.classify.FlowClass;

/** How somebody wants to see it: what keys change. Of the screen's own thread. */
final class View {

    private static final FlowClass[] CLASSES = FlowClass.values();
    private static final int[] WORTH = {1, 4, 5, 2, 0, 3};

    private Choice.Order order = Choice.Order.RATE;
    private Set<FlowClass> classes;
    private boolean paused;
    private boolean details;
    private boolean help;
    private boolean over;
    private long selected; // flow id; 0: none yet
    private int top; // first line shown

    /** @param classes that are shown at first */
    View(Set<FlowClass> classes) {
        this.classes = EnumSet.copyOf(classes);
    }

    Choice.Order order() {
        return order;
    }

    /** A copy: another thread may look at it. */
    Set<FlowClass> classes() {
        return EnumSet.copyOf(classes);
    }

    boolean shows(FlowClass flowClass) {
        return classes.contains(flowClass);
    }

    boolean paused() {
        return paused;
    }

    boolean details() {
        return details;
    }

    boolean help() {
        return help;
    }

    /** The run is to end. */
    boolean over() {
        return over;
    }

    /** Flows of the picture that are wanted, in order. */
    List<FlowLine> lines(Picture picture) {
        List<FlowLine> lines = new ArrayList<>();
        for (FlowLine line : picture.flows()) {
            if (classes.contains(line.flowClass())) {
                lines.add(line);
            }
        }
        Comparator<FlowLine> byRate = Comparator.comparingLong(FlowLine::perSecond).reversed();
        Comparator<FlowLine> by = switch (order) {
            case RATE -> byRate;
            case BYTES -> Comparator.comparingLong(FlowLine::bytes).reversed();
            case AGE -> Comparator.comparingLong(FlowLine::startNanos);
            case CLASS -> Comparator.comparingInt((FlowLine line) -> -WORTH[line.flowClass().ordinal()]).thenComparing(byRate);
            case CONFIDENCE -> Comparator.comparingInt((FlowLine line) -> -line.percent()).thenComparing(byRate);
        };
        lines.sort(by.thenComparingLong(FlowLine::flowId));
        return lines;
    }

    /** Where the selected flow is; the first when it is gone. -1: there are no lines. */
    int selected(List<FlowLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).flowId() == selected) {
                return i;
            }
        }
        return lines.isEmpty() ? -1 : 0;
    }

    /** First line to show, so that the selected one is among as many as there is room for. */
    int top(int at, int room, int count) {
        top = Math.max(0, Math.min(top, count - room));
        top = at < top ? Math.max(0, at) : at >= top + room ? at - room + 1 : top;
        return top;
    }

    /** @param rows that a page has */
    void press(Key key, Picture picture, int rows) {
        switch (key) {
            case QUIT -> over = true;
            case PAUSE -> paused = !paused;
            case NEXT_ORDER -> order = Choice.Order.values()[(order.ordinal() + 1) % Choice.Order.values().length];
            case ENTER -> details = !details;
            case BACK -> {
                details = false;
                help = false;
            }
            case HELP -> help = !help;
            case UP -> move(picture, -1);
            case DOWN -> move(picture, 1);
            case PAGE_UP -> move(picture, -rows);
            case PAGE_DOWN -> move(picture, rows);
            case HOME -> move(picture, -picture.flows().size());
            case END -> move(picture, picture.flows().size());
            case ALL -> classes = EnumSet.allOf(FlowClass.class);
            case NONE -> { }
            default -> filter(CLASSES[key.ordinal() - Key.CLASS_1.ordinal()]);
        }
    }

    /** That class alone; when it is already, all. */
    private void filter(FlowClass only) {
        classes = classes.equals(EnumSet.of(only)) ? EnumSet.allOf(FlowClass.class) : EnumSet.of(only);
    }

    private void move(Picture picture, int by) {
        List<FlowLine> lines = lines(picture);
        if (!lines.isEmpty()) {
            selected = lines.get(Math.max(0, Math.min(lines.size() - 1, selected(lines) + by))).flowId();
        }
    }
}
