// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** Licences and what they say of a work made of others, for programs. */
@Path("/api/v1/licences")
@Produces(MediaType.APPLICATION_JSON)
public final class LicenceApi {
    private static final int PAGE = 100;
    private static final int MAX_WORKS = 100;

    LicenceApi() {}

    /**
     * @param family free, shared-alike, open or not-open
     * @param rule the id of the rule that speaks of it
     * @param offered whether the hub offers it first
     */
    record Item(
            String id,
            String name,
            boolean osiApproved,
            boolean fsfFree,
            boolean deprecated,
            Optional<String> replacement,
            String family,
            String rule,
            boolean offered,
            String link) {
        static Item of(SpdxList.Entry entry) {
            var licence = Licence.of(LicenceExpression.read(entry.id()).expression());
            return new Item(
                    entry.id(),
                    entry.name(),
                    entry.osi(),
                    entry.fsf(),
                    entry.deprecated(),
                    entry.replacement(),
                    dashed(licence.family()),
                    Rules.standard()
                            .of(LicenceExpression.read(entry.id())
                                    .expression()
                                    .terms()
                                    .iterator()
                                    .next())
                            .id(),
                    licence.offered() && !entry.deprecated(),
                    "https://spdx.org/licenses/" + entry.id() + ".html");
        }
    }

    /** @param next the next page's number; missing on the last one */
    record Items(List<Item> items, Optional<Integer> next, long total) {}

    /** @param text what it says, in the reader's language */
    record RuleJson(
            String id,
            List<String> licences,
            String family,
            String derivative,
            List<String> except,
            List<String> allows,
            java.util.Map<String, List<String>> onlyIf,
            List<String> duties,
            String text,
            List<Rule.Source> sources) {}

    record RuleBook(String version, List<RuleJson> rules, String advice) {}

    /**
     * @param name how the answer calls it; its number where it is missing
     * @param licence an SPDX expression, for the hardware and whatever has none of its own
     * @param use derivative or part; derivative where it is missing
     */
    record Ancestor(String name, String licence, String documentation, String software, String use) {}

    record Question(List<Ancestor> ancestors, String licence, String documentation, String software) {}

    @GET
    @Operation(description = "The SPDX licence list with what the hub knows of each, page by page.")
    @Access(Access.Who.ANYONE)
    public Items list(
            @QueryParam("q") @DefaultValue("") String query, @QueryParam("page") @DefaultValue("1") int page) {
        var words = query.toLowerCase(Locale.ROOT).strip();
        var found = SpdxList.standard().licences().stream()
                .filter(entry -> entry.id().toLowerCase(Locale.ROOT).contains(words)
                        || entry.name().toLowerCase(Locale.ROOT).contains(words))
                .toList();
        var number = Math.max(1, Math.min(page, 100));
        return new Items(
                found.stream()
                        .skip((number - 1L) * PAGE)
                        .limit(PAGE)
                        .map(Item::of)
                        .toList(),
                found.size() > number * PAGE ? Optional.of(number + 1) : Optional.empty(),
                found.size());
    }

    @GET
    @Path("/rules")
    @Operation(description = "The rules by which verdicts are found, with their version and a source for each.")
    @Access(Access.Who.ANYONE)
    public RuleBook rules(@Context Viewer viewer) {
        var rules = Rules.standard();
        return new RuleBook(
                rules.version(),
                rules.all().stream().map(rule -> json(rule, viewer)).toList(),
                viewer.text("licence.advice"));
    }

    private static RuleJson json(Rule rule, Viewer viewer) {
        return new RuleJson(
                rule.id(),
                rule.licences(),
                dashed(rule.family()),
                dashed(rule.derivative()),
                rule.except(),
                rule.allows(),
                rule.onlyIf(),
                rule.duties(),
                viewer.text("licence.rule." + rule.id()),
                rule.sources(viewer.locale()));
    }

    @POST
    @Path("/verdict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(description = "Whether a work made of others may be under a licence, why, and what it would have to do.")
    @Access(Access.Who.ANYONE)
    public VerdictJson verdict(@Context Viewer viewer, @NotNull Question question) {
        List<FieldFault> faults = new ArrayList<>();
        var asked = question.ancestors() == null ? List.<Ancestor>of() : question.ancestors();
        if (asked.size() > MAX_WORKS) throw Problem.invalid("ancestors", "works-many", MAX_WORKS);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            var each = asked.get(i);
            var field = "ancestors[" + i + "].";
            var use = use(field, each.use(), faults);
            var name = each.name() == null ? Integer.toString(i + 1) : each.name();
            terms(field, each.licence(), each.documentation(), each.software(), faults)
                    .ifPresent(terms -> works.add(Work.of(name, terms).as(use)));
        }
        var wanted = terms("", question.licence(), question.documentation(), question.software(), faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return VerdictJson.of(Rules.standard().verdict(works, wanted.orElseThrow()), viewer);
    }

    private static Verdict.Use use(String field, String use, List<FieldFault> faults) {
        if (use == null || use.equals("derivative")) return Verdict.Use.DERIVATIVE;
        if (!use.equals("part")) faults.add(FieldFault.of(field + "use", "use-unknown"));
        return Verdict.Use.PART;
    }

    private static Optional<LicenceTerms> terms(
            String field, String hardware, String documentation, String software, List<FieldFault> faults) {
        var before = faults.size();
        var whole = read(field + "licence", hardware == null ? "" : hardware, faults);
        var texts = documentation == null
                ? Optional.<LicenceExpression>empty()
                : read(field + "documentation", documentation, faults);
        var code = software == null ? Optional.<LicenceExpression>empty() : read(field + "software", software, faults);
        return faults.size() > before ? Optional.empty() : whole.map(it -> new LicenceTerms(it, texts, code));
    }

    private static Optional<LicenceExpression> read(String field, String written, List<FieldFault> faults) {
        try {
            return Optional.of(LicenceExpression.read(written).expression());
        } catch (ExpressionFault fault) {
            faults.add(FieldFault.of(field, fault.code(), fault.arguments().toArray()));
            return Optional.empty();
        }
    }

    private static String dashed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
