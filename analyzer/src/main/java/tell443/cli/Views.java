package tell443.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tell443.alert.Alerts;
import tell443.analysis.Onlooker;
import tell443.analysis.Updates;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.metrics.Metrics;
import tell443.metrics.MetricsServer;
import tell443.report.OutputException;
import tell443.report.RowCollector;
import tell443.report.RowWriter;
import tell443.report.SafeText;
import tell443.report.Tally;
import tell443.screen.JlineConsole;
import tell443.screen.PictureMaker;
import tell443.screen.Screen;

/** Everybody who looks at a run while it goes on; with none of the options there is nobody, and no class of theirs is loaded. */
final class Views implements AutoCloseable {

    private final ViewOptions options;
    private final Notes notes;
    private final List<Onlooker> onlookers = new ArrayList<>();
    private Optional<MetricsServer> server = Optional.empty();
    private Optional<JlineConsole> console = Optional.empty();
    private Optional<Screen> screen = Optional.empty();
    private Supplier<Tally> tally = Tally::new; // of the flows that have ended
    private Set<FlowClass> classes = Set.of();

    private Views(ViewOptions options, Notes notes) {
        this.options = options;
        this.notes = notes;
    }

    /** Takes the terminal, if there is to be a screen. */
    static Views open(ViewOptions options, Notes notes) throws OutputException {
        Views views = new Views(options, notes);
        try {
            views.console = options.screen() ? Optional.of(JlineConsole.open()) : Optional.empty();
            return views;
        } catch (IOException e) {
            String why = "standard input and output must be a terminal; --no-screen writes lines instead";
            throw new OutputException("--screen: " + why, e, false);
        }
    }

    /** Those who look at open flows; updates go where the rows go. */
    List<Onlooker> onlookers(RowWriter writer, RowCollector rows) {
        List<Onlooker> all = new ArrayList<>(onlookers);
        if (options.updates()) {
            all.add(0, new Updates(writer, rows));
        }
        return all;
    }

    /** Before the run: looks at it, and says where its numbers are. */
    void join(Job job) throws OutputException {
        tally = job::tally;
        classes = job.options().classes();
        if (options.isAny()) {
            job.watchedBy(this);
        }
        if (options.metrics().isPresent()) {
            addMetrics(job, options.metrics().get());
        }
    }

    /** Alerts that do not wait until their flows have ended. */
    void addAlerts(Alerts alerts, Job job) {
        job.watchedBy(this);
        onlookers.add(new Onlooker() {
            @Override
            public boolean changed(FlowFacts facts, Verdict verdict, boolean first, long clockNanos) throws OutputException {
                alerts.judgedEarly(facts, verdict);
                return false;
            }
        });
    }

    private void addMetrics(Job job, InetSocketAddress address) throws OutputException {
        Metrics gathered = new Metrics(Help.VERSION, tally, System::nanoTime, System::currentTimeMillis, job.options().live());
        String where = address.getAddress().getHostAddress();
        where = where.contains(":") ? '[' + where + ']' : where;
        try {
            MetricsServer answers = MetricsServer.start(address, gathered::page);
            server = Optional.of(answers);
            if (!job.options().quiet()) {
                notes.line("metrics are at http://" + where + ':' + answers.port() + "/metrics");
            }
        } catch (IOException e) {
            String why = where + ':' + address.getPort() + ": " + e.getMessage();
            throw new OutputException("--metrics: cannot listen on " + why, e, false);
        }
        job.watch((facts, verdict) -> gathered.ended(facts));
        onlookers.add(gathered);
    }

    /** Notes are shown on the screen from now on, and once more when it is gone. */
    void addScreen(String title, Environment environment, Stopping stopping) {
        if (console.isEmpty()) {
            return;
        }
        JlineConsole terminal = console.get();
        Screen shown = new Screen(terminal, SafeText.escape(title), environment.variable("NO_COLOR").isEmpty(), classes,
                new PictureMaker(tally), stopping::stop);
        environment.onSignal("WINCH", terminal::resized);
        stopping.onAbandon(shown::close);
        notes.divert(bytes -> shown.say(new String(bytes, StandardCharsets.UTF_8).strip()));
        screen = Optional.of(shown);
        onlookers.add(shown);
        shown.start();
    }

    /** The terminal belongs to others again. */
    void closeScreen() {
        if (screen.isPresent()) {
            screen.get().close();
            notes.release();
        }
        if (console.isPresent()) {
            console.get().close();
        }
    }

    @Override
    public void close() {
        closeScreen();
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
