// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Progress.WhenStuck;

/**
 * A lab's policy as it stands in {@code agent.yaml}: for all machines, or for one. Its parts check themselves, so that a
 * fault is told with its line.
 */
record PolicyOption(
        @JsonProperty("forbidden") List<Code> forbidden,
        @JsonProperty("ask") List<Code> ask,
        @JsonProperty("adminOnly") List<Code> adminOnly,
        @JsonProperty("limits") Optional<Limits> limits,
        @JsonProperty("unattended") Optional<Boolean> unattended,
        @JsonProperty("whenStuck") Optional<WhenStuck> whenStuck,
        @JsonProperty("administrators") List<Name> administrators,
        @JsonProperty("hubAdministrators") List<Handle> hubAdministrators,
        @JsonProperty("hubAnswers") Optional<Boolean> hubAnswers) {

    /** A command by its canonical code. */
    record Code(@JsonValue String code) {
        @JsonCreator
        Code {
            // Says what is wrong, if something is.
            new Policy(
                    Map.of(code, Policy.Rule.ASK),
                    ceilings(Limits.NONE),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    record Name(@JsonValue String name) {
        @JsonCreator
        Name {
            new Policy(Map.of(), ceilings(Limits.NONE), Optional.empty(), Optional.empty(), List.of(name));
        }
    }

    /** A person of the hub. */
    record Handle(@JsonValue String handle) {
        @JsonCreator
        Handle {
            new Policy(Map.of(), ceilings(Limits.NONE), Optional.empty(), Optional.empty(), List.of(), List.of(handle));
        }
    }

    /** Above 0, in the unit that the name of its key ends with. */
    record Ceiling(@JsonValue double value) {
        @JsonCreator
        Ceiling {
            if (!(value > 0 && value < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("a limit is a number above 0, not " + value);
        }
    }

    record Limits(
            @JsonProperty("nozzleMaxC") Optional<Ceiling> nozzleMaxC,
            @JsonProperty("bedMaxC") Optional<Ceiling> bedMaxC,
            @JsonProperty("feedMaxMmPerMin") Optional<Ceiling> feedMaxMmPerMin,
            @JsonProperty("spindleMax") Optional<Ceiling> spindleMax) {
        static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    PolicyOption {
        forbidden = forbidden == null ? List.of() : List.copyOf(forbidden);
        ask = ask == null ? List.of() : List.copyOf(ask);
        adminOnly = adminOnly == null ? List.of() : List.copyOf(adminOnly);
        administrators = administrators == null ? List.of() : List.copyOf(administrators);
        hubAdministrators = hubAdministrators == null ? List.of() : List.copyOf(hubAdministrators);
        rules(forbidden, ask, adminOnly);
    }

    Policy policy() {
        return new Policy(
                rules(forbidden, ask, adminOnly),
                ceilings(limits.orElse(Limits.NONE)),
                unattended,
                whenStuck,
                administrators.stream().map(Name::name).toList(),
                hubAdministrators.stream().map(Handle::handle).toList(),
                hubAnswers);
    }

    private static Map<String, Policy.Rule> rules(List<Code> forbidden, List<Code> ask, List<Code> adminOnly) {
        var rules = new HashMap<String, Policy.Rule>();
        add(rules, forbidden, Policy.Rule.FORBIDDEN);
        add(rules, ask, Policy.Rule.ASK);
        add(rules, adminOnly, Policy.Rule.ADMIN);
        return rules;
    }

    private static void add(Map<String, Policy.Rule> rules, List<Code> codes, Policy.Rule rule) {
        for (var code : codes)
            if (rules.put(code.code(), rule) != null)
                throw new IllegalArgumentException(
                        "policy names " + code.code() + " twice; say forbidden, ask or adminOnly once");
    }

    private static Policy.Ceilings ceilings(Limits limits) {
        return new Policy.Ceilings(
                limits.nozzleMaxC().map(Ceiling::value),
                limits.bedMaxC().map(Ceiling::value),
                limits.feedMaxMmPerMin().map(Ceiling::value),
                limits.spindleMax().map(Ceiling::value));
    }
}
