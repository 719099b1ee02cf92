package tell443.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tell443.analysis.Choice;
import tell443.classify.FlowClass;
import tell443.report.FlowText;

/** Turns a picture into the lines of a screen: as many as it has, none wider than it is, without line ends. */
final class Painter {

    private static final FlowClass[] CLASSES = FlowClass.values();
    private static final int ABOVE = 4; // lines above the flows
    private static final int LEAST_ROWS = 3;
    private static final List<String> HELP = List.of(
            "up, down, page up, page down, g, G   choose a flow",
            "enter                                all about the flow chosen; once more or escape: away again",
            "s                                    other order: rate, bytes, age, class, confidence",
            "1 2 3 4 5 6                          only https, doh, vpn, quic, other, unknown; 0: all",
            "p or space                           hold the picture; packets are still read",
            "q or Ctrl-C                          end the run");

    private final Ink ink;
    private final String title;

    Painter(String title, boolean colour) {
        this.title = title;
        ink = new Ink(colour);
    }

    /** Flows that fit on a screen of that height. */
    static int room(int height) {
        return Math.max(1, height - ABOVE - 1);
    }

    List<String> paint(Picture picture, View view, String message, int width, int height) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(Ink.fit(headline(picture), width)));
        lines.add(totals(picture, view, width));
        lines.add(ink.dim(Ink.fit(message.isEmpty() ? hint(view) : message, width)));
        Layout layout = new Layout(width);
        lines.add(ink.reverse(Ink.fit(layout.header(view.order()), width)));
        List<FlowLine> flows = view.lines(picture);
        int at = view.selected(flows);
        List<String> below = below(view, flows, at, height);
        int room = Math.max(LEAST_ROWS, height - ABOVE - below.size());
        int top = view.top(at, room, flows.size());
        for (int i = top; i < Math.min(flows.size(), top + room); i++) {
            lines.add(layout.line(flows.get(i), picture.clockNanos(), i == at, ink));
        }
        while (lines.size() < ABOVE + room) {
            lines.add("");
        }
        for (String line : below) {
            lines.add(Ink.fit(line, width));
        }
        return lines.size() <= height ? lines : lines.subList(0, Math.max(0, height));
    }

    private String headline(Picture picture) {
        long open = picture.openFlows();
        String fill = picture.limit() == 0 ? "" : " (" + open * 100 / picture.limit() + " % of the table)";
        return title + "  " + Layout.age(picture.sinceNanos()) + "  " + FlowText.human(picture.packets()) + " packets, "
                + FlowText.human(picture.packetsPerSecond()) + "/s, " + FlowText.human(picture.bytesPerSecond()) + "B/s  "
                + FlowText.human(open) + " flows open" + fill + "  " + FlowText.human(picture.lost()) + " packets lost, "
                + FlowText.human(picture.evicted()) + " flows evicted";
    }

    /** Classes with their numbers, as long as there is room. */
    private String totals(Picture picture, View view, int width) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (FlowClass flowClass : CLASSES) {
            int i = flowClass.ordinal();
            String text = (i + 1) + ":" + flowClass.label() + ' ' + FlowText.human(picture.open()[i]) + '+'
                    + FlowText.human(picture.ended()[i]);
            if (used + text.length() > width) {
                break;
            }
            out.append(view.shows(flowClass) ? ink.of(flowClass, text) : ink.dim(text));
            used += text.length() + 2;
            out.append(used <= width ? "  " : "");
        }
        return out.toString();
    }

    private static String hint(View view) {
        String order = view.order().name().toLowerCase(java.util.Locale.ROOT);
        return (view.paused() ? "HELD  " : "") + "open+ended flows by class; by " + order + "  "
                + "s: order  1-6: class  0: all  p: hold  enter: details  h: help  q: quit";
    }

    private static List<String> below(View view, List<FlowLine> flows, int at, int height) {
        List<String> lines = new ArrayList<>();
        if (view.help()) {
            lines.addAll(HELP);
        } else if (view.details() && at >= 0) {
            lines.addAll(flows.get(at).details());
        }
        int most = Math.max(0, height - ABOVE - LEAST_ROWS - 1);
        if (lines.isEmpty() || most == 0) {
            return Collections.emptyList();
        }
        List<String> shown = new ArrayList<>(List.of(""));
        shown.addAll(lines.subList(0, Math.min(most, lines.size())));
        return shown;
    }
}
