/**
 * What was seen of one flow, without judgement.
 *
 * <p>{@link tell443.facts.FlowFacts} is a form: the flow room fills it in anew for each flow that has ended, the
 * classifier and the report read it. Its parts are either plain numbers in fields, or small objects that the parsers
 * made once per handshake ({@link tell443.facts.ClientHelloFacts}, ...). What was not seen is a {@code NONE} object,
 * a -1 or an empty string as each field says; never null.
 *
 * <p>Why public fields: a form of some hundred numbers has no invariant to protect, and each would need two methods
 * that say nothing. Whoever judges or reports must not write; only {@code flow} does.
 *
 * <p>Units: sizes are bytes, times are nanoseconds since 1970-01-01T00:00Z, durations are nanoseconds.
 */
package tell443.facts;
