// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** Texts compared and merged line by line, as git does it. Pure; texts above a limit are taken for data. */
public final class Lines {
    /** Larger texts are not worth the time that comparing them can cost. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int CONTEXT = 3;
    private static final int MAX_SHOWN = 400;
    private static final int MAX_CLASHES = 50;
    private static final int MAX_CLASH_LINES = 60;
    private static final DiffAlgorithm DIFF = DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM);

    private Lines() {}

    /** What became of a line. */
    public enum Change {
        KEPT,
        REMOVED,
        ADDED
    }

    /**
     * A line of a comparison.
     *
     * @param before its number in the earlier text, from 1; 0 where it is not in it, as for {@code after}
     */
    public record Line(Change change, int before, int after, String text) {}

    /** Lines that changed, with those around them. */
    public record Hunk(List<Line> lines) {}

    /**
     * How two texts differ.
     *
     * @param cut whether there is more than the hunks show
     */
    public record Difference(List<Hunk> hunks, int added, int removed, boolean cut) {}

    /**
     * Two changes of one text put together.
     *
     * @param text with git's marks where both changed the same lines
     * @param clashes these places, in their order; of very many the first
     */
    public record Merged(String text, int conflicts, List<Clash> clashes) {}

    /**
     * Lines that both changed.
     *
     * @param line where it begins in our text, from 1
     * @param cut whether a side has more lines than are told
     */
    public record Clash(int line, List<String> ours, List<String> theirs, boolean cut) {}

    /** The bytes as UTF-8 text, if they are one and not too large. */
    public static Optional<String> text(byte[] bytes) {
        if (bytes.length > MAX_BYTES) return Optional.empty();
        for (byte b : bytes) if (b == 0) return Optional.empty();
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** How the later text differs from the earlier one. */
    public static Difference compare(String before, String after) {
        var a = raw(before);
        var b = raw(after);
        var edits = DIFF.diff(RawTextComparator.DEFAULT, a, b);
        List<Hunk> hunks = new ArrayList<>();
        int shown = 0;
        for (int i = 0; i < edits.size() && shown < MAX_SHOWN; ) {
            int end = i + 1;
            // What is hardly apart is shown as one.
            while (end < edits.size()
                    && edits.get(end).getBeginA() - edits.get(end - 1).getEndA() <= 2 * CONTEXT) end++;
            var hunk = hunk(a, b, edits.subList(i, end), MAX_SHOWN - shown);
            shown += hunk.lines().size();
            hunks.add(hunk);
            i = end;
        }
        return new Difference(
                hunks,
                edits.stream().mapToInt(Edit::getLengthB).sum(),
                edits.stream().mapToInt(Edit::getLengthA).sum(),
                shown >= MAX_SHOWN);
    }

    private static Hunk hunk(RawText a, RawText b, List<Edit> edits, int most) {
        List<Line> lines = new ArrayList<>();
        int atA = Math.max(0, edits.get(0).getBeginA() - CONTEXT);
        int atB = Math.max(0, edits.get(0).getBeginB() - CONTEXT);
        for (var edit : edits) {
            while (atA < edit.getBeginA()) lines.add(new Line(Change.KEPT, ++atA, ++atB, a.getString(atA - 1)));
            while (atA < edit.getEndA()) lines.add(new Line(Change.REMOVED, ++atA, 0, a.getString(atA - 1)));
            while (atB < edit.getEndB()) lines.add(new Line(Change.ADDED, 0, ++atB, b.getString(atB - 1)));
        }
        for (int i = 0; i < CONTEXT && atA < a.size(); i++)
            lines.add(new Line(Change.KEPT, ++atA, ++atB, a.getString(atA - 1)));
        return new Hunk(List.copyOf(lines.subList(0, Math.min(most, lines.size()))));
    }

    /**
     * Puts together what two people made of one text.
     *
     * @param ourName how the marks of a conflict call our side, {@code theirName} theirs
     */
    public static Merged merge(String base, String ours, String theirs, String ourName, String theirName) {
        var result = new MergeAlgorithm(DIFF).merge(RawTextComparator.DEFAULT, raw(base), raw(ours), raw(theirs));
        var out = new ByteArrayOutputStream();
        try {
            new MergeFormatter().formatMerge(out, result, "base", ourName, theirName, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int conflicts = 0;
        List<Clash> clashes = new ArrayList<>();
        MergeChunk mine = null;
        for (var chunk : result) {
            if (chunk.getConflictState() == MergeChunk.ConflictState.FIRST_CONFLICTING_RANGE) {
                conflicts++;
                mine = chunk;
            } else if (chunk.getConflictState() == MergeChunk.ConflictState.NEXT_CONFLICTING_RANGE
                    && mine != null
                    && clashes.size() < MAX_CLASHES) clashes.add(clash(result, mine, chunk));
        }
        return new Merged(out.toString(StandardCharsets.UTF_8), conflicts, List.copyOf(clashes));
    }

    private static Clash clash(MergeResult<RawText> result, MergeChunk mine, MergeChunk theirs) {
        var left = lines(result, mine);
        var right = lines(result, theirs);
        return new Clash(
                mine.getBegin() + 1,
                left.stream().limit(MAX_CLASH_LINES).toList(),
                right.stream().limit(MAX_CLASH_LINES).toList(),
                Math.max(left.size(), right.size()) > MAX_CLASH_LINES);
    }

    private static List<String> lines(MergeResult<RawText> result, MergeChunk chunk) {
        var text = result.getSequences().get(chunk.getSequenceIndex());
        return IntStream.range(chunk.getBegin(), chunk.getEnd())
                .mapToObj(text::getString)
                .toList();
    }

    /** Whether the marks of a conflict are left in a text. */
    public static boolean marked(String text) {
        return text.lines().anyMatch(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "));
    }

    private static RawText raw(String text) {
        return new RawText(text.getBytes(StandardCharsets.UTF_8));
    }
}
