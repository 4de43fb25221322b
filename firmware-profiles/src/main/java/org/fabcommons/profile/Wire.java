// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;
import java.util.Optional;

/**
 * Buffers and times.
 *
 * @param linesInFlight unanswered lines, with {@link Flow#LINES}
 * @param rxBufferBytes the firmware's receive buffer
 * @param maxLineBytes longest line the firmware reads, line number and checksum included, end of line excluded
 * @param numbering when lines carry number and checksum
 * @param checksum how the checksum is computed
 * @param ack what is answered, and when
 * @param ackBeforeOutput whether a command's output comes after its acknowledgement
 * @param resend how the firmware asks for a line again; the first group is the line's number
 * @param resendOk whether an {@code ok} follows that request
 * @param repeatsRefused whether a line that was already taken is refused by its number, or passed over without a word,
 *     so that sending it once more is always safe
 * @param beginsAhead whether a line's number and first letter may go out before the line before it is answered: what
 *     is left of a line that was cut there, at either end, is no command to this firmware, and it waits for the rest
 *     as long as that takes
 * @param bufferQuery what to ask for the size of the receive buffer
 * @param alone lines that must be sent with nothing else on the wire, as regular expressions: the firmware loses bytes
 *     while it writes its memory
 * @param sync the command that is answered when all motion is done; without one only reports tell
 * @param connectTimeoutMs for the greeting or the handshake's answer
 * @param silenceTimeoutMs without any byte while an answer is due
 * @param busySilenceTimeoutMs the same once the firmware has been heard saying that it is busy
 * @param resendOkWaitMs how long to wait for the {@code ok} that may follow a resend request
 * @param resendLimit how often one line is sent again before the job is given up
 * @param statusIntervalMs between two status or temperature questions
 * @param longCommands commands that may stay silent as long as they like
 */
public record Wire(
        Flow flow,
        int linesInFlight,
        int rxBufferBytes,
        int maxLineBytes,
        Numbering numbering,
        Checksum checksum,
        Ack ack,
        boolean ackBeforeOutput,
        Optional<String> resend,
        ResendOk resendOk,
        boolean repeatsRefused,
        boolean beginsAhead,
        Optional<String> bufferQuery,
        List<String> alone,
        Optional<String> sync,
        int connectTimeoutMs,
        int silenceTimeoutMs,
        int busySilenceTimeoutMs,
        int resendOkWaitMs,
        int resendLimit,
        int statusIntervalMs,
        List<String> longCommands) {
    public Wire {
        InvalidValue.unless(flow != null, "wire.flow", "is missing");
        InvalidValue.unless(linesInFlight >= 1, "wire.linesInFlight", "must be at least 1");
        InvalidValue.unless(rxBufferBytes >= 16, "wire.rxBufferBytes", "must be at least 16");
        InvalidValue.unless(maxLineBytes >= 16, "wire.maxLineBytes", "must be at least 16");
        InvalidValue.unless(connectTimeoutMs > 0, "wire.connectTimeoutMs", "must be above 0");
        InvalidValue.unless(silenceTimeoutMs > 0, "wire.silenceTimeoutMs", "must be above 0");
        InvalidValue.unless(busySilenceTimeoutMs > 0, "wire.busySilenceTimeoutMs", "must be above 0");
        InvalidValue.unless(resendOkWaitMs >= 0, "wire.resendOkWaitMs", "must not be negative");
        InvalidValue.unless(resendLimit >= 1, "wire.resendLimit", "must be at least 1");
        InvalidValue.unless(statusIntervalMs >= 100, "wire.statusIntervalMs", "must be at least 100");
        InvalidValue.unless(numbering != null, "wire.numbering", "is missing");
        InvalidValue.unless(checksum != null, "wire.checksum", "is missing");
        InvalidValue.unless(ack != null, "wire.ack", "is missing");
        InvalidValue.unless(resendOk != null, "wire.resendOk", "is missing");
        InvalidValue.unless(
                !beginsAhead || (flow == Flow.LINES && repeatsRefused && checksum != Checksum.NONE),
                "wire.beginsAhead",
                "needs flow: lines with a checksum, and repeatsRefused");
        alone = alone == null ? List.of() : List.copyOf(alone);
        longCommands = longCommands == null ? List.of() : List.copyOf(longCommands);
    }

    Wire withWholeLines() {
        return new Wire(
                flow,
                linesInFlight,
                rxBufferBytes,
                maxLineBytes,
                numbering,
                checksum,
                ack,
                ackBeforeOutput,
                resend,
                resendOk,
                repeatsRefused,
                false,
                bufferQuery,
                alone,
                sync,
                connectTimeoutMs,
                silenceTimeoutMs,
                busySilenceTimeoutMs,
                resendOkWaitMs,
                resendLimit,
                statusIntervalMs,
                longCommands);
    }

    /** Whether lines of a job carry number and checksum. */
    public boolean lineNumbers() {
        return numbering != Numbering.NEVER;
    }
}
