// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.group.Role;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose a design is, how it is called, who can see it, and whether it is there at all. None of this makes a revision:
 * it is kept beside the history.
 */
public final class Stewardship {
    private static final Logger LOG = LoggerFactory.getLogger(Stewardship.class);
    private static final int MOST_BURIED = 1_000;

    private final HubContext hub;
    private final Rows<TransferStore> rows;
    private final Owners owners;
    private final Designs designs;
    private final Standings standings;
    private final Duration grace;

    /** @param grace how long a deleted design can be brought back */
    Stewardship(HubContext hub, Owners owners, Designs designs, Standings standings, Duration grace) {
        this.hub = hub;
        rows = hub.database().rows(TransferStore.class);
        this.owners = owners;
        this.designs = designs;
        this.standings = standings;
        this.grace = grace;
    }

    /** How long a deleted design can be brought back. */
    Duration grace() {
        return grace;
    }

    /** A design on offer. */
    public record Offer(Design design, Transfer transfer) {}

    /** A deleted design, and until when it can be brought back, in UTC epoch milliseconds. */
    public record Deleted(Design design, long until) {}

    /**
     * The design at an address, deleted or not, for whoever may say what becomes of it.
     *
     * @throws Problem NOT_FOUND for those who must not know of it, FORBIDDEN for others
     */
    Design requireMaintained(Viewer viewer, String owner, String name) {
        var design = designs.find(owner, name).orElseThrow(Problem::notFound);
        var rights = designs.rights();
        if (rights.mayOwn(design, viewer)) return design;
        if (!rights.mayRead(design, viewer)) throw Problem.notFound();
        rights.requireMaintain(design, viewer);
        return design;
    }

    /** @throws Problem INVALID, FORBIDDEN */
    Design show(Viewer viewer, Design design, String visibility) {
        refuseDeleted(design);
        designs.rights().requireMaintain(design, viewer);
        var wanted = Visibility.parse(visibility == null ? "" : visibility.strip())
                .orElseThrow(() -> Problem.invalid("visibility", "visibility-unknown"));
        return standings.change(design, standing -> standing.visible(wanted));
    }

    /**
     * Another name in its address; the one before leads here until another design takes it.
     *
     * @throws Problem INVALID, FORBIDDEN, CONFLICT where the name is taken
     */
    Design rename(Viewer viewer, Design design, String name) {
        refuseDeleted(design);
        designs.rights().requireMaintain(design, viewer);
        var wanted = name == null ? "" : name.strip();
        if (!Wish.isName(wanted)) throw Problem.invalid("name", "design-name-form");
        if (wanted.equals(design.name())) return design;
        var owner = owners.byId(design.ownerId()).orElseThrow();
        return hub.database().write(handle -> {
            designs.requireFree(owner, wanted);
            return standings.change(design, standing -> standing.at(owner.handle(), wanted));
        });
    }

    /**
     * Offers a design to somebody; where whoever offers it may also accept, it is theirs at once.
     *
     * @param receiver a handle
     * @return the design as it is now
     * @throws Problem INVALID, FORBIDDEN, CONFLICT where the receiver has a design of that name
     */
    Design offer(Viewer viewer, Design design, String receiver) {
        designs.rights().requireOwn(design, viewer);
        refuseDeleted(design);
        var handle = receiver == null ? "" : receiver.strip().replaceFirst("^@", "");
        var to = owners.find(handle).orElseThrow(() -> Problem.invalid("to", "transfer-nobody", handle));
        if (to.id().equals(design.ownerId())) throw Problem.invalid("to", "transfer-same");
        return hub.database().write(writing -> {
            designs.requireFree(to, design.name());
            if (accepts(viewer.require(), to.id())) return handOver(design, to);
            writing.attach(TransferStore.class)
                    .offer(
                            design.id(),
                            to.id(),
                            viewer.require().id(),
                            hub.clock().millis());
            return design;
        });
    }

    /** @throws Problem NOT_FOUND where it is not offered to them, CONFLICT where they have a design of that name */
    Design accept(Viewer viewer, Design design) {
        return hub.database().write(writing -> {
            var transfer = offerOf(design).orElseThrow(Problem::notFound);
            if (!accepts(viewer.require(), transfer.receiver())) throw Problem.notFound();
            var to = owners.byId(transfer.receiver()).orElseThrow();
            designs.requireFree(to, design.name());
            return handOver(design, to);
        });
    }

    /**
     * Ends an offer: the receiver declines it, or the owner withdraws it.
     *
     * @throws Problem NOT_FOUND where there is none that would be theirs to end
     */
    void decline(Viewer viewer, Design design) {
        var transfer = offerOf(design).orElseThrow(Problem::notFound);
        if (!accepts(viewer.require(), transfer.receiver()) && !designs.rights().mayOwn(design, viewer))
            throw Problem.notFound();
        forget(design);
    }

    private Design handOver(Design design, Owner to) {
        forget(design);
        return standings.change(design, standing -> standing.at(to.handle(), design.name()));
    }

    private boolean accepts(Caller.Person person, String receiver) {
        return owners.role(receiver, person.id())
                .map(role -> role.atLeast(Role.MAINTAINER))
                .orElse(false);
    }

    /** To whom a design is offered. */
    Optional<Transfer> offerOf(Design design) {
        return rows.read(store -> store.of(design.id()));
    }

    /** What a person could accept, for themselves or a group. */
    List<Offer> offersTo(Caller.Person person) {
        return owners.actingFor(person.id(), Role.MAINTAINER).stream()
                .flatMap(owner -> rows.read(store -> store.to(owner.id())).stream())
                .flatMap(
                        transfer -> designs.byId(transfer.design()).stream().map(design -> new Offer(design, transfer)))
                .toList();
    }

    /** Takes a design away from everybody; until the time to think is over its owner can bring it back. */
    Deleted delete(Viewer viewer, Design design) {
        designs.rights().requireOwn(design, viewer);
        if (design.deletedAt().isPresent()) return deleted(design);
        long now = hub.clock().millis();
        return hub.database().write(handle -> {
            forget(design);
            return deleted(standings.change(design, standing -> standing.deleted(Optional.of(now))));
        });
    }

    /** Brings a deleted design back as it was. */
    Design restore(Viewer viewer, Design design) {
        designs.rights().requireOwn(design, viewer);
        return standings.change(design, standing -> standing.deleted(Optional.empty()));
    }

    Deleted deleted(Design design) {
        return new Deleted(design, design.deletedAt().orElseThrow() + grace.toMillis());
    }

    /** What a person can still bring back, of their own and of the groups they own. */
    List<Deleted> deletedOf(Caller.Person person) {
        return owners.actingFor(person.id(), Role.OWNER).stream()
                .flatMap(owner -> designs.deletedOf(owner.id()).stream())
                .map(this::deleted)
                .toList();
    }

    /**
     * Takes the designs whose time to think is over away for good. Where something was made of one, its title and who
     * made it stay, so that the credit does.
     *
     * @return how many
     */
    public int bury() {
        int count = 0;
        for (var design : designs.deletedBefore(hub.clock().millis() - grace.toMillis(), MOST_BURIED))
            try {
                standings.bury(design);
                count++;
            } catch (RuntimeException e) {
                LOG.error("the deleted design {} could not be taken away; it will be tried again", design.id(), e);
            }
        return count;
    }

    private static void refuseDeleted(Design design) {
        if (design.deletedAt().isPresent()) throw Problem.of(Problem.Kind.GONE, "design-deleted", design.fullName());
    }

    private void forget(Design design) {
        hub.database().write(handle -> {
            handle.attach(TransferStore.class).drop(design.id());
            return true;
        });
    }
}
