// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(RecordedVerdict.class)
@RegisterConstructorMapper(VerdictStore.Agreed.class)
interface VerdictStore {
    @SqlQuery(
            """
            SELECT ancestor, outcome, rules, conditions, permission FROM derivation_verdict
            WHERE design = :design ORDER BY ancestor LIMIT 50
            """)
    List<RecordedVerdict> of(String design);

    /** A relation for which the ancestor's author gave a permission. */
    record Agreed(String design, String ancestor) {}

    @SqlQuery(
            """
            SELECT design, ancestor FROM derivation_verdict
            WHERE design IN (<designs>) AND permission IS NOT NULL ORDER BY design, ancestor
            """)
    List<Agreed> agreed(@BindList("designs") List<String> designs);

    @SqlUpdate("DELETE FROM derivation_verdict WHERE design = :design")
    void drop(String design);

    @SqlUpdate(
            """
            INSERT INTO derivation_verdict (design, ancestor, outcome, rules, conditions, permission)
            VALUES (:design, :ancestor, :outcome, :rules, :conditions, :permission)
            ON CONFLICT (design, ancestor) DO NOTHING
            """)
    void put(
            String design,
            String ancestor,
            String outcome,
            String rules,
            String conditions,
            Optional<String> permission);
}
