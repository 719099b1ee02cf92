package tell443.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestTest {

    private record Offer(long key, long flowId) {}

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"0, 10", "1, 10", "10, 10", "11, 10", "100, 5000", "300, 300"})
    void keepsTheFirstOfWhatASortPutsInOrder(int limit, int count) {
        Random random = new Random(limit * 31L + count);
        List<Offer> offers = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> offers.add(new Offer(random.nextInt(20) - 5, i + 1)));
        java.util.Collections.shuffle(offers, random);
        Best best = new Best();
        best.clear(3);
        best.offer(99, 99, 0, 0, 0); // forgotten
        best.clear(limit);
        offers.forEach(offer -> best.offer(offer.key(), offer.flowId(), 7, (int) offer.flowId(), -offer.flowId()));
        best.sort();
        offers.sort(Comparator.comparingLong(Offer::key).reversed().thenComparingLong(Offer::flowId));
        List<Long> expected = offers.stream().limit(limit).map(Offer::flowId).toList();
        assertEquals(expected, IntStream.range(0, best.count()).mapToObj(i -> (long) best.id(i)).toList());
        for (int i = 0; i < best.count(); i++) {
            assertEquals(7, best.worker(i));
            assertEquals(-best.id(i), best.value(i));
        }
    }
}
