package tell443.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.report.OutputException;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {

    private static final int ROUNDS = 300;

    /** Stages that take unlike times, and note what they see. */
    private static class Noted implements Stages {

        private final int workers;
        private final Thread caller = Thread.currentThread();
        private final List<Round> filled = new ArrayList<>();
        private final AtomicInteger[] through = new AtomicInteger[5]; // rounds that are through fill, decode, track, take, report
        private final AtomicInteger looks = new AtomicInteger();
        private final List<String> wrong = new ArrayList<>();
        private int tracks;
        private Pipeline pipeline;

        Noted(int workers) {
            this.workers = workers;
            for (int i = 0; i < through.length; i++) {
                through[i] = new AtomicInteger();
            }
        }

        void check(boolean right, String what) {
            if (!right) {
                synchronized (wrong) {
                    wrong.add(what);
                }
            }
        }

        /** The round is the next one of that stage, and through the stage before. */
        private void enter(int stage, Round round) {
            int number = through[stage].get();
            check(through[stage - 1].get() > number, "stage " + stage + " of round " + number + " before the stage before it");
            synchronized (filled) {
                check(filled.get(number) == round, "stage " + stage + " is given another round than " + number);
            }
            takeTime(number * 7L + stage);
        }

        private static void takeTime(long seed) {
            int chance = new Random(seed).nextInt(40);
            LockSupport.parkNanos(chance == 0 ? 2_000_000 : chance == 1 ? 300_000 : 0);
        }

        @Override
        public boolean fill(Round round) {
            check(Thread.currentThread() == caller, "packets are read by another thread");
            check(through[0].get() - through[4].get() < 6, "more rounds at once than there are");
            synchronized (filled) {
                if (filled.size() == ROUNDS) {
                    return false;
                }
                filled.add(round);
            }
            through[0].incrementAndGet();
            return true;
        }

        @Override
        public void decode(Round round) {
            enter(1, round);
            through[1].incrementAndGet();
        }

        @Override
        public void track(Round round, int worker) {
            enter(2, round);
            check(through[2].get() == through[3].get(), "tracked before the last round was taken");
            if (through[2].get() % 10 == 3) {
                pipeline.at(through[2].get(), worker);
            }
            synchronized (this) {
                if (++tracks % workers == 0) {
                    through[2].incrementAndGet();
                }
            }
        }

        @Override
        public void take(Round round) {
            enter(3, round);
            check(tracks == (through[3].get() + 1) * workers, "taken while workers track");
            check(through[3].get() - through[4].get() < Reporter.KEPT, "taken too long before what was taken is reported");
            through[3].incrementAndGet();
        }

        @Override
        public void report(Round round) throws OutputException {
            enter(4, round);
            through[4].incrementAndGet();
        }

        @Override
        public void look(Round round, long clockNanos, long packetNumber) {
            looks.incrementAndGet();
            check(through[4].get() == clockNanos, "a look before round " + (clockNanos - 1) + " was reported");
            synchronized (filled) {
                check(filled.get((int) clockNanos) == round, "a look at another round");
            }
        }

        void run(int threads) throws OutputException {
            pipeline = new Pipeline(this, workers, threads, 6);
            pipeline.run();
        }
    }

    @ParameterizedTest(name = "{0} workers, {1} threads")
    @CsvSource({"1,2", "1,3", "2,3", "3,4", "4,16"})
    void everyRoundGoesThroughEveryStageInOrder(int workers, int threads) throws OutputException {
        Noted stages = new Noted(workers);
        stages.run(threads);
        assertEquals(List.of(), stages.wrong);
        for (AtomicInteger through : stages.through) {
            assertEquals(ROUNDS, through.get());
        }
        assertEquals(ROUNDS / 10, stages.looks.get());
    }

    @Test
    void aRunWithoutPacketsEnds() throws OutputException {
        new Pipeline(new Noted(2) {
            @Override
            public boolean fill(Round round) {
                return false;
            }
        }, 2, 3, 6).run();
    }

    @ParameterizedTest(name = "in stage {0}")
    @ValueSource(strings = {"fill", "decode", "track", "take", "report", "look"})
    void whatFailsEndsTheRunAndIsThrown(String where) {
        OutOfMemoryError full = new OutOfMemoryError("simulated");
        Noted stages = new Failing(where, full);
        assertSame(full, assertThrows(OutOfMemoryError.class, () -> stages.run(3)));
        assertTrue(stages.through[4].get() < ROUNDS, "nothing goes on after a failure");
        assertEquals(List.of(), stages.wrong);
    }

    @Test
    void whatCannotBeWrittenIsThrownAsItIs() {
        OutputException noSpace = new OutputException("no space left", new IllegalStateException(), false);
        Noted stages = new Noted(2) {
            @Override
            public void report(Round round) throws OutputException {
                super.report(round);
                if (super.through[4].get() == 100) {
                    throw noSpace;
                }
            }
        };
        assertSame(noSpace, assertThrows(OutputException.class, () -> stages.run(3)));
        assertEquals(100, stages.through[4].get());
    }

    /** Fails in one stage of round 50, or in the first look after it. */
    private static final class Failing extends Noted {

        private final String where;
        private final OutOfMemoryError failure;

        Failing(String where, OutOfMemoryError failure) {
            super(2);
            this.where = where;
            this.failure = failure;
        }

        private void at(String stage, int number) {
            if (where.equals(stage) && number >= 50) {
                throw failure;
            }
        }

        @Override
        public boolean fill(Round round) {
            at("fill", super.through[0].get());
            return super.fill(round);
        }

        @Override
        public void decode(Round round) {
            at("decode", super.through[1].get());
            super.decode(round);
        }

        @Override
        public void track(Round round, int worker) {
            at("track", super.through[2].get());
            super.track(round, worker);
        }

        @Override
        public void take(Round round) {
            at("take", super.through[3].get());
            super.take(round);
        }

        @Override
        public void report(Round round) throws OutputException {
            at("report", super.through[4].get());
            super.report(round);
        }

        @Override
        public void look(Round round, long clockNanos, long packetNumber) {
            at("look", (int) clockNanos);
            super.look(round, clockNanos, packetNumber);
        }
    }
}
