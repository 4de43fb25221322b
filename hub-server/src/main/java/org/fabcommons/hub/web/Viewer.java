// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who looks at a page or calls the API, in which language and theme. */
public final class Viewer {
    private final Optional<Caller> caller;
    private final Locale locale;
    private final Theme theme;
    private final Messages messages;
    private final String path;

    Viewer(Optional<Caller> caller, Locale locale, Theme theme, Messages messages, String path) {
        this.caller = caller;
        this.locale = locale;
        this.theme = theme;
        this.messages = messages;
        this.path = path;
    }

    public enum Theme {
        AUTO,
        LIGHT,
        DARK
    }

    /** The signed-in person. */
    public Optional<Caller.Person> person() {
        return caller.filter(Caller.Person.class::isInstance).map(Caller.Person.class::cast);
    }

    /** The person, where {@link Access} has made sure that there is one. */
    public Caller.Person require() {
        return person().orElseThrow(() -> Problem.unauthorised("sign-in-needed"));
    }

    /** The calling agent, where {@link Access} has made sure that there is one. */
    public String agentId() {
        return caller.filter(Caller.Agent.class::isInstance)
                .map(agent -> ((Caller.Agent) agent).id())
                .orElseThrow(() -> Problem.unauthorised("agent-token-needed"));
    }

    public boolean is(String personId) {
        return person().map(Caller.Person::id).filter(personId::equals).isPresent();
    }

    public Locale locale() {
        return locale;
    }

    public Theme theme() {
        return theme;
    }

    /** Path and query of the page looked at, to come back to. */
    public String path() {
        return path;
    }

    /** A text in the viewer's language, where there is one under this key. */
    public Optional<String> textIfKnown(String key, Object... arguments) {
        return messages.find(locale, key).map(known -> messages.text(locale, key, arguments));
    }

    /** A text in the viewer's language. */
    public String text(String key, Object... arguments) {
        return messages.text(locale, key, arguments);
    }

    /** Why something was refused, in the viewer's language. */
    public String told(Problem problem) {
        return told(problem.code(), problem.arguments());
    }

    /** What is wrong with a field, in the viewer's language. */
    public String told(Problem.FieldFault fault) {
        return told(fault.code(), fault.arguments());
    }

    /** A reason that was kept by its code, in the viewer's language. */
    public String told(String code, List<Object> arguments) {
        return text("problem." + code, arguments.toArray());
    }

    /** What is wrong with which field, in the viewer's language; nothing where a refusal is about no field. */
    public Map<String, String> faults(Problem problem) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (var fault : problem.faults()) faults.put(fault.field(), told(fault));
        return faults;
    }

    /** @param field beside which a refusal is told that is about no field */
    public Map<String, String> faults(Problem problem, String field) {
        var faults = faults(problem);
        if (faults.isEmpty()) faults.put(field, told(problem));
        return faults;
    }
}
