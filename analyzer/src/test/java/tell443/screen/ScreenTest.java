package tell443.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tell443.analysis.Choice;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.report.Samples;
import tell443.report.Tally;

/** The screen with a terminal that is not there. */
class ScreenTest {

    /** Keeps what was shown; keys are put into it. */
    private static final class FakeConsole implements Console {
        final LinkedBlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
        private final StringBuffer shown = new StringBuffer();
        int closed;

        @Override
        public int width() {
            return 120;
        }

        @Override
        public int height() {
            return 20;
        }

        @Override
        public int key(long waitMillis) {
            try {
                Integer key = keys.poll(waitMillis, TimeUnit.MILLISECONDS);
                return key == null ? NOTHING : key;
            } catch (InterruptedException e) {
                return -1;
            }
        }

        @Override
        public void write(String text) {
            shown.append(text);
        }

        @Override
        public void close() {
            closed++;
        }

        /** Waits until that was shown. */
        void await(String text) throws InterruptedException {
            for (int i = 0; i < 200 && shown.indexOf(text) < 0; i++) {
                Thread.sleep(25);
            }
            assertTrue(shown.indexOf(text) >= 0, text + " in " + shown);
        }
    }

    private final FakeConsole console = new FakeConsole();
    private final CountDownLatch quit = new CountDownLatch(1);
    private final Screen screen = new Screen(console, "tell443 eth0", false, EnumSet.allOf(FlowClass.class), new PictureMaker(Tally::new), quit::countDown);

    private void look(Samples.Sample... samples) {
        assertTrue(screen.wants());
        for (Samples.Sample sample : samples) {
            screen.chosen(sample.facts(), sample.verdict(), 1000);
        }
        screen.end(new Overview());
    }

    @Test
    void showsWhatItSawAndLeavesTheTerminalAsItWas() throws Exception {
        screen.start();
        console.await("waiting for packets");
        look(Samples.web(), Samples.doh());
        console.await("www.example.com");
        screen.close();
        screen.close();
        assertEquals(1, console.closed);
        assertTrue(console.shown.toString().startsWith("\033[?1049h") && console.shown.toString().endsWith("\033[?1049l"));
    }

    @Test
    void qEndsTheRun() throws Exception {
        screen.start();
        console.keys.add((int) 'q');
        assertTrue(quit.await(10, TimeUnit.SECONDS));
        screen.close();
    }

    @Test
    void aHeldPictureStaysUntilItIsLetGo() throws Exception {
        screen.start();
        look(Samples.web());
        console.await("www.example.com");
        console.keys.add((int) 'p');
        console.await("HELD");
        Thread.sleep(250);
        look(Samples.doh());
        Thread.sleep(300);
        assertTrue(console.shown.indexOf("dns.quad9.net") < 0);
        console.keys.add((int) 'p');
        console.await("dns.quad9.net");
        screen.close();
    }

    @Test
    void anotherOrderIsAskedForAtTheNextLook() throws Exception {
        screen.start();
        look(Samples.web());
        assertEquals(Choice.Order.RATE, screen.choice().order());
        console.keys.add((int) 's');
        console.keys.add((int) '3');
        console.await("by bytes");
        for (int i = 0; i < 200 && screen.choice().classes().size() != 1; i++) {
            Thread.sleep(25);
        }
        assertEquals(Choice.Order.BYTES, screen.choice().order());
        assertEquals("[VPN]", screen.choice().classes().toString());
        screen.close();
    }

    @Test
    void notesAreShown() throws Exception {
        screen.start();
        look(Samples.web());
        screen.say("eth0 went down");
        console.await("eth0 went down");
        screen.close();
    }
}
