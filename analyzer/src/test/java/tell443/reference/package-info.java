/**
 * The whole program beside judges that share no code with it: tshark, nDPI, the JA4 reference and people, on captures that
 * are not part of the project (set TELL443_DATA; skipped without them), and what they found, again on packets made here.
 *
 * <p>Why a list of differences: no judge is always right. differences.tsv names every row that differs, who is right, and
 * why; the bytes were read for each. A difference that is not listed fails the test, and so does a listed one that is none
 * any more. Errors of a judge that can be said as a rule are rules in the code, not rows.
 *
 * <p>Why verdicts are also counted by capture: one capture has 60 of the 81 vpn rows.
 */
package tell443.reference;
