// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a bill of materials: something that is needed to make the thing once. Texts as their author wrote them; any but
 * the name may be empty.
 *
 * @param quantity a number, or words such as "as needed"
 * @param unit what the quantity counts; empty for pieces
 * @param design a design here that the part is, {@code owner/name}
 * @param cost of one unit
 * @param currency such as EUR
 * @param others columns that nobody knows, by their heading
 */
public record BillLine(
        String name,
        String quantity,
        String unit,
        String material,
        String link,
        String design,
        String cost,
        String currency,
        String note,
        Map<String, String> others) {

    public BillLine {
        others = Map.copyOf(others);
    }

    static BillLine empty() {
        return new BillLine("", "", "", "", "", "", "", "", "", Map.of());
    }

    public boolean isEmpty() {
        return (name + quantity + unit + material + link + design + cost + note).isBlank();
    }

    /** How many, where that is a number; one where nothing is said. */
    public Optional<BigDecimal> amount() {
        return quantity.isBlank() ? Optional.of(BigDecimal.ONE) : number(quantity);
    }

    /** What the whole line costs. */
    public Optional<BigDecimal> total() {
        return number(cost).flatMap(each -> amount().map(each::multiply));
    }

    /** A number with a point or a comma; nothing for words. */
    static Optional<BigDecimal> number(String text) {
        var plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "");
        if (!plain.matches("[0-9]{1,12}([.,][0-9]{1,6})?")) return Optional.empty();
        return Optional.of(new BigDecimal(plain.replace(',', '.')));
    }

    /** Whether the link may be followed. */
    public boolean linked() {
        return link.matches("(?i)https?://\\S+");
    }
}
