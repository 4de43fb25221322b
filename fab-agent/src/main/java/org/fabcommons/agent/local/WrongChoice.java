// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

/** Somebody chose what makes no sense: the API tells it in English, a page in its reader's language. */
final class WrongChoice extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String field;
    private final long most;

    private WrongChoice(String message, String key, String field, long most) {
        super(message);
        this.key = key;
        this.field = field;
        this.most = most;
    }

    static WrongChoice layer(long layers) {
        return new WrongChoice(
                "The file has " + layers + " layers; choose one from 1 to that.", "from.wrong.layer", "layer", layers);
    }

    /** @param field as the forms and the API name it */
    static WrongChoice number(String field, String given, long most) {
        return new WrongChoice(
                "\"" + field + "\" is a number from 0 to " + most + ", not \"" + given + "\".",
                "from.wrong.number",
                field,
                most);
    }

    String in(Texts texts) {
        return texts.of(key, texts.count(most), texts.of("from." + field + "Field"));
    }
}
