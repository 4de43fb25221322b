// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.agent.camera.FilmSet;
import org.fabcommons.agent.camera.FilmSet.View;
import org.fabcommons.agent.camera.Order;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Report;
import org.fabcommons.agent.camera.Verdict;
import org.fabcommons.agent.camera.Verdict.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingTest {
    private static final Region BED = new Region(0.15, 0.2, 0.7, 0.72);

    @TempDir
    Path folder;

    private int pictures;

    @Test
    void anEmptyMachineIsClearInEveryLight() throws IOException {
        for (var view : List.of(
                View.EMPTY,
                View.EMPTY.light(0.6, 0),
                View.EMPTY.light(1.35, 0),
                View.EMPTY.light(0.8, 30),
                View.EMPTY.shaded()))
            assertThat(look(view).answer()).as("%s", view).isEqualTo(Answer.CLEAR);
    }

    @Test
    void aPartIsSeenInEveryLight() throws IOException {
        for (var view : List.of(
                View.EMPTY.part(12),
                View.EMPTY.part(60),
                View.EMPTY.part(20).light(0.6, 0),
                View.EMPTY.part(20).shaded(),
                View.EMPTY.part(20).shift(5)))
            assertThat(look(view).answer()).as("%s", view).isEqualTo(Answer.NOT_CLEAR);
    }

    @Test
    void aCameraThatSwingsALittleIsForgivenAndOneThatWasMovedIsNot() throws IOException {
        assertThat(look(View.EMPTY.shift(6)).answer()).isEqualTo(Answer.CLEAR);
        var moved = look(View.EMPTY.shift(70));
        assertThat(moved.answer()).isEqualTo(Answer.UNSURE);
        assertThat(moved.reason()).isEqualTo("moved");
    }

    @Test
    void inTheDarkItSaysThatItDoesNotKnow() throws IOException {
        var verdict = look(View.EMPTY.light(0.08, 0));
        assertThat(verdict.answer()).isEqualTo(Answer.UNSURE);
        assertThat(verdict.reason()).isEqualTo("dark");
    }

    @Test
    void theClosestOfSeveralReferencesCounts() throws IOException {
        // A cable that always lies there.
        var verdict = look(View.EMPTY.part(30), View.EMPTY, View.EMPTY.part(30));
        assertThat(verdict.answer()).isEqualTo(Answer.CLEAR);
    }

    @Test
    void whatIsOutsideTheRegionDoesNotCount() throws IOException {
        var left = new Region(0, 0, 0.3, 1);
        assertThat(Verdict.of(compared(left, View.EMPTY.part(40), View.EMPTY), Instant.EPOCH)
                        .answer())
                .isEqualTo(Answer.CLEAR);
    }

    private Verdict look(View now, View... references) throws IOException {
        return Verdict.of(
                compared(BED, now, references.length == 0 ? new View[] {View.EMPTY} : references), Instant.EPOCH);
    }

    private Report.Compared compared(Region region, View now, View... references) throws IOException {
        var known = new ArrayList<String>();
        for (var view : references) known.add(picture(view));
        return Comparing.closest(new Order.Compare(picture(now), known, region));
    }

    private String picture(View view) throws IOException {
        var file = folder.resolve(++pictures + ".jpg");
        Files.write(file, FilmSet.jpeg(FilmSet.draw(view, pictures)));
        return file.toString();
    }
}
