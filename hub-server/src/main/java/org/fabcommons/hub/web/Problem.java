// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.List;

/**
 * An expected refusal: a stable code, its kind and what it is about. Its text is the message {@code problem.<code>} of
 * the feature, in the reader's language. Source of the JSON form: RFC 9457.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What sort of refusal; it decides the status. */
    public enum Kind {
        BAD_REQUEST(400),
        UNAUTHORISED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        GONE(410),
        PRECONDITION(412),
        TOO_LARGE(413),
        UNSUPPORTED(415),
        INVALID(422),
        TOO_MANY(429),
        /** A status of the tus protocol's own. */
        CHECKSUM(460),
        UNAVAILABLE(503),
        FULL(507);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /** A fault of one field; the text is the message {@code problem.<code>}. */
    public record FieldFault(String field, String code, List<Object> arguments) {
        public static FieldFault of(String field, String code, Object... arguments) {
            return new FieldFault(field, code, List.of(arguments));
        }

        /** What stands before it where there is no form: the path it is about, or nothing where it is about the whole. */
        public String prefix() {
            return field.equals("file") ? "" : field + ": ";
        }
    }

    private final Kind kind;
    private final String code;
    private final transient List<Object> arguments;
    private final transient List<FieldFault> faults;

    private Problem(Kind kind, String code, List<Object> arguments, List<FieldFault> faults) {
        super(code + " " + arguments + " " + faults, null, false, false);
        this.kind = kind;
        this.code = code;
        this.arguments = List.copyOf(arguments);
        this.faults = List.copyOf(faults);
    }

    public static Problem of(Kind kind, String code, Object... arguments) {
        return new Problem(kind, code, List.of(arguments), List.of());
    }

    /** Input with faults, all told at once. */
    public static Problem invalid(List<FieldFault> faults) {
        return new Problem(Kind.INVALID, "invalid", List.of(), faults);
    }

    /** A refusal of a kind of its own whose grounds are told one by one. */
    public static Problem withFaults(Kind kind, String code, List<FieldFault> faults) {
        return new Problem(kind, code, List.of(), faults);
    }

    public static Problem invalid(String field, String code, Object... arguments) {
        return invalid(List.of(FieldFault.of(field, code, arguments)));
    }

    public static Problem badRequest(String code, Object... arguments) {
        return of(Kind.BAD_REQUEST, code, arguments);
    }

    public static Problem unauthorised(String code) {
        return of(Kind.UNAUTHORISED, code);
    }

    public static Problem forbidden(String code, Object... arguments) {
        return of(Kind.FORBIDDEN, code, arguments);
    }

    public static Problem notFound() {
        return of(Kind.NOT_FOUND, "not-found");
    }

    public static Problem conflict(String code, Object... arguments) {
        return of(Kind.CONFLICT, code, arguments);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
