// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Viewer;

/**
 * What a lab's policy asks about a job, as the API and the page tell it.
 *
 * @param needs what a word must cover: codes of commands, and what goes above a ceiling
 * @param administrator whether an administrator must say so
 * @param administrators handles of those whom the lab takes for one at this hub
 * @param allowed whether somebody's word goes with the next start
 * @param tooOld whether somebody allowed it, and it was not started in time
 * @param mayAllow whether this viewer may
 * @param mayRefuse whether this viewer may
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QuestionView(
        List<JobView.Warning> asks,
        Set<String> needs,
        boolean administrator,
        List<String> administrators,
        Instant askedAt,
        boolean allowed,
        boolean tooOld,
        Optional<String> allowedBy,
        Optional<Instant> allowedAt,
        boolean mayAllow,
        boolean mayRefuse) {
    static QuestionView of(Job job, Question question, Questions questions, Viewer viewer) {
        var asked = Questions.asked(question);
        boolean allowed = questions.allowed(question);
        boolean manages = questions.manages(job, viewer);
        return new QuestionView(
                asked.findings().stream()
                        .map(finding ->
                                new JobView.Warning(finding.line(), finding.code(), finding.message(viewer.locale())))
                        .toList(),
                asked.needs(),
                asked.administrator(),
                asked.administrators(),
                Instant.ofEpochMilli(question.askedAt()),
                allowed,
                question.allowedBy().isPresent() && !allowed,
                question.allowedHandle(),
                question.allowedAt().map(Instant::ofEpochMilli),
                manages && !allowed && questions.counts(question, viewer),
                manages);
    }
}
