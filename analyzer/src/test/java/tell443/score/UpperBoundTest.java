package tell443.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperBoundTest {

    /** Expected: scipy 1.17.1, beta.ppf(0.95, hits + 1, trials - hits); 1 by definition. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(textBlock = """
            0,       1,       0.95
            0,       30,      0.09503385285530411
            0,       10694,   0.00028009282891364927
            0,       1000000, 2.9957277863525433e-06
            1,       8,       0.47067940860113155
            1,       100,     0.046559811453538935
            3,       41,      0.17839535553925906
            11,      10694,   0.0017020178109789063
            50,      100,     0.5863782853690882
            99,      100,     0.9994871985837377
            500,     1000,    0.5264822687643087
            100000,  1000000, 0.1004948119954619
            999999,  1000000, 0.9999999487067069
            7,       7,       1""")
    void isTheQuantileOfTheBetaDistribution(long hits, long trials, double expected) {
        assertEquals(Double.NaN, UpperBound.of(0, 0));
        assertEquals(expected, UpperBound.of(hits, trials), expected * 1e-9);
    }
}
