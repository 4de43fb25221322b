// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.util.Optional;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Language;

/** Whether somebody has answered for what the lab's policy asks about in an order's file: at the hub, or here. */
final class Allowance {
    private final JobOrder order;
    private final Machine machine;
    private final Permissions permissions;

    Allowance(JobOrder order, Machine machine, Permissions permissions) {
        this.order = order;
        this.machine = machine;
        this.permissions = permissions;
    }

    boolean given(Checked checked) {
        var needs = checked.needs();
        return needs.isEmpty()
                || onlyRead()
                || hubWord(checked).isPresent()
                || permissions.open(order.machine(), order.sha256(), needs).isPresent();
    }

    /** The word that came with the order, if it answers what is asked. */
    private Optional<HubWord> hubWord(Checked checked) {
        return order.word().filter(word -> word.covers(checked, machine.policy()));
    }

    /** What a person has to do. */
    Detail missing(Checked checked) {
        boolean fromHub = order.origin() == JobOrder.Origin.HUB;
        return Detail.of(checked.asks().get(0)).and(fromHub ? "allow-at-hub" : "allow-here");
    }

    Message.Asked asks(Checked checked) {
        return new Message.Asked(
                checked.asks(),
                checked.needs(),
                checked.needsAdministrator(),
                machine.policy().hubAdministrators());
    }

    /** Uses up what was said; a word from the hub is for this job alone, so it goes before one that was given here. */
    Optional<Permission> use(Checked checked) {
        if (checked.needs().isEmpty() || onlyRead()) return Optional.empty();
        var word = hubWord(checked);
        return word.isPresent()
                ? Optional.of(permissions.use(
                        order.machine(),
                        order.sha256(),
                        checked.needs(),
                        word.get(),
                        checked.needsAdministrator(),
                        order.job()))
                : permissions.use(order.machine(), order.sha256(), checked.needs(), order.job());
    }

    /** Whether the firmware only reads it, in its check mode. */
    boolean onlyRead() {
        return order.trial() && machine.profile().language() == Language.GRBL;
    }
}
