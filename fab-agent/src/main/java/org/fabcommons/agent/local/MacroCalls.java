// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.control.HeightMap;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.machine.Wrong;
import org.fabcommons.link.LinkJson;

/** Macros and height maps as they are kept: written as JSON, checked whenever they are read. */
record MacroCalls(Handbook handbook) {
    List<Macro> macros(String machine) {
        return all(machine, Handbook.Kind.MACRO, Macro.class);
    }

    Optional<Macro> macro(String machine, String name) {
        return handbook.note(machine, Handbook.Kind.MACRO, name).map(body -> read(body, Macro.class));
    }

    void keep(String machine, Macro macro) {
        keep(machine, Handbook.Kind.MACRO, macro.name(), macro);
    }

    List<HeightMap> maps(String machine) {
        return all(machine, Handbook.Kind.HEIGHT_MAP, HeightMap.class);
    }

    Optional<HeightMap> map(String machine, String name) {
        return handbook.note(machine, Handbook.Kind.HEIGHT_MAP, name).map(body -> read(body, HeightMap.class));
    }

    void keep(String machine, HeightMap map) {
        keep(machine, Handbook.Kind.HEIGHT_MAP, map.name(), map);
    }

    private <T> List<T> all(String machine, Handbook.Kind kind, Class<T> type) {
        return handbook.notes(machine, kind).stream()
                .map(body -> read(body, type))
                .toList();
    }

    private void keep(String machine, Handbook.Kind kind, String name, Object value) {
        if (!handbook.keep(machine, kind, name, LinkJson.write(value)))
            throw new Wrong("many", "There are too many already; remove one first.");
    }

    /** @throws IllegalArgumentException when it is none; the message says why */
    static <T> T read(String body, Class<T> type) {
        try {
            return LinkJson.mapper().readValue(body, type);
        } catch (JsonProcessingException malformed) {
            var cause = malformed.getCause();
            if (cause instanceof Wrong wrong) throw wrong;
            throw new IllegalArgumentException(
                    cause instanceof IllegalArgumentException ? cause.getMessage() : "This is no such file.",
                    malformed);
        }
    }

    /** The values of a macro's parameters among the fields of a form, which begin with {@code p-}. */
    static Map<String, String> values(Map<String, String> fields) {
        var values = new HashMap<String, String>();
        fields.forEach((name, value) -> {
            if (name.startsWith("p-") && !value.isBlank()) values.put(name.substring(2), value);
        });
        return values;
    }
}
