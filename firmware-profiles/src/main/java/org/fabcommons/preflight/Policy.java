// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.profile.Progress.WhenStuck;

/**
 * What a lab asks of a machine beyond its profile. It only ever takes away: what the profile refuses stays refused,
 * whatever stands here, and what this refuses can be allowed only up to the profile's limits.
 *
 * @param commands by canonical code such as {@code M600}
 * @param ceilings below the machine's own limits
 * @param unattended whether a job may start without somebody who starts it
 * @param whenStuck what is done with a job that comes no further, instead of what the profile says
 * @param administrators names of those who may allow what others may not
 * @param hubAdministrators handles of people of the hub whose word, given there, counts as an administrator's
 * @param hubAnswers whether managers of the lab may answer at the hub what the machine asks; unless it says so they may not
 */
public record Policy(
        Map<String, Rule> commands,
        Ceilings ceilings,
        Optional<Boolean> unattended,
        Optional<WhenStuck> whenStuck,
        List<String> administrators,
        List<String> hubAdministrators,
        Optional<Boolean> hubAnswers) {
    /** Nothing beyond the profile. */
    public static final Policy NONE =
            new Policy(Map.of(), Ceilings.NONE, Optional.empty(), Optional.empty(), List.of());

    /** Where nothing is answered at the hub. */
    public Policy(
            Map<String, Rule> commands,
            Ceilings ceilings,
            Optional<Boolean> unattended,
            Optional<WhenStuck> whenStuck,
            List<String> administrators,
            List<String> hubAdministrators) {
        this(commands, ceilings, unattended, whenStuck, administrators, hubAdministrators, Optional.empty());
    }

    /** Where nobody at the hub counts as an administrator. */
    public Policy(
            Map<String, Rule> commands,
            Ceilings ceilings,
            Optional<Boolean> unattended,
            Optional<WhenStuck> whenStuck,
            List<String> administrators) {
        this(commands, ceilings, unattended, whenStuck, administrators, List.of());
    }

    private static final String HANDLE = "[a-z][a-z0-9-]{1,31}";
    private static final String COMMAND = "[A-Z]\\d{1,4}(\\.\\d)?|[A-Z][A-Z0-9_]{1,39}|\\$[A-Z0-9]{1,8}";

    public Policy {
        commands = Map.copyOf(commands);
        administrators = List.copyOf(administrators);
        hubAdministrators = List.copyOf(hubAdministrators);
        for (var code : commands.keySet())
            if (!code.matches(COMMAND))
                throw new IllegalArgumentException(
                        "\"" + code + "\" is no command as policy names them; they read like M600, G38.2 or SP.");
        for (var name : administrators)
            if (name.isBlank() || name.length() > 60)
                throw new IllegalArgumentException("An administrator has a name of 1 to 60 characters.");
        for (var handle : hubAdministrators)
            if (!handle.matches(HANDLE))
                throw new IllegalArgumentException("\"" + handle
                        + "\" is no handle of a person at a hub; it is what their page's address ends with,"
                        + " without @.");
    }

    /** What a lab says about a command. */
    public enum Rule {
        /** Nobody may. */
        FORBIDDEN,
        /** Whoever starts it says by name that it may. */
        ASK,
        /** An administrator says so. */
        ADMIN
    }

    /** Ceilings, each perhaps missing: degrees Celsius, mm/min, and the S word of spindle or laser. */
    public record Ceilings(
            Optional<Double> nozzleMaxC,
            Optional<Double> bedMaxC,
            Optional<Double> feedMaxMmPerMin,
            Optional<Double> spindleMax) {
        static final Ceilings NONE =
                new Ceilings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Ceilings {
            for (var ceiling : List.of(nozzleMaxC, bedMaxC, feedMaxMmPerMin, spindleMax))
                if (ceiling.isPresent() && !(ceiling.get() > 0 && ceiling.get() < Double.POSITIVE_INFINITY))
                    throw new IllegalArgumentException("A limit is a number above 0, not " + ceiling.get() + ".");
        }

        Optional<Double> of(Quantity quantity) {
            return switch (quantity) {
                case NOZZLE -> nozzleMaxC;
                case BED -> bedMaxC;
                case FEED -> feedMaxMmPerMin;
                case SPINDLE -> spindleMax;
            };
        }

        private Ceilings or(Ceilings lab) {
            return new Ceilings(
                    nozzleMaxC.or(lab::nozzleMaxC),
                    bedMaxC.or(lab::bedMaxC),
                    feedMaxMmPerMin.or(lab::feedMaxMmPerMin),
                    spindleMax.or(lab::spindleMax));
        }
    }

    /** What has a ceiling. */
    public enum Quantity {
        NOZZLE,
        BED,
        FEED,
        SPINDLE;

        /** How a person's word about it is noted, beside codes of commands. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is said about this command. */
    public Optional<Rule> rule(String code) {
        return Optional.ofNullable(commands.get(code));
    }

    /** Whether so much is above the lab's ceiling. */
    public boolean above(Quantity quantity, double value) {
        var ceiling = ceilings.of(quantity);
        return ceiling.isPresent() && value > ceiling.get();
    }

    /** Whether it asks for nothing. */
    public boolean isNone() {
        return commands.isEmpty() && ceilings.equals(Ceilings.NONE);
    }

    /** Whether a job may start without somebody who starts it; as long as nobody says otherwise, where that is set up. */
    public boolean startsUnattended() {
        return unattended.orElse(true);
    }

    /** Whether managers of the lab may answer at the hub what the machine asks. */
    public boolean answeredAtHub() {
        return hubAnswers.orElse(false);
    }

    public boolean isAdministrator(String name) {
        return administrators.stream().anyMatch(name.strip()::equalsIgnoreCase);
    }

    /** Whether the word of this person of the hub, given there, counts as an administrator's. */
    public boolean isHubAdministrator(String handle) {
        return hubAdministrators.contains(handle);
    }

    /** A machine's own policy, and the lab's for what that does not say. */
    public Policy over(Policy lab) {
        var all = new HashMap<>(lab.commands);
        all.putAll(commands);
        var names = new LinkedHashSet<>(lab.administrators);
        names.addAll(administrators);
        var handles = new LinkedHashSet<>(lab.hubAdministrators);
        handles.addAll(hubAdministrators);
        return new Policy(
                all,
                ceilings.or(lab.ceilings),
                unattended.or(lab::unattended),
                whenStuck.or(lab::whenStuck),
                new ArrayList<>(names),
                new ArrayList<>(handles),
                hubAnswers.or(lab::hubAnswers));
    }
}
