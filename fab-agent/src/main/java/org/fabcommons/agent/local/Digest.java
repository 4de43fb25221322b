// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fabcommons.agent.job.ProgramKeys;

/**
 * Signing in with user and password by HTTP Digest, as PrusaSlicer's and OrcaSlicer's PrusaLink may: a key is the
 * password. Source: RFC 7616, with MD5, which is what PrusaLink and the slicers' libcurl agree on; a key is 192 random
 * bits, so that nobody guesses it from what goes over the wire.
 */
final class Digest {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");
    private static final Duration HOLDS = Duration.ofMinutes(5);

    private final ProgramKeys keys;
    private final InstantSource clock;
    private final SecretKeySpec secret;

    Digest(ProgramKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        secret = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** What a program is told that is to sign in; {@code stale} where its answer was right and only too old. */
    String challenge(boolean stale) {
        return "Digest realm=\"" + ProgramKeys.REALM + "\", qop=\"auth\", algorithm=MD5, nonce=\""
                + nonce(clock.millis()) + "\"" + (stale ? ", stale=true" : "");
    }

    /** Whether this challenge is one of ours that no longer holds. */
    boolean stale(String header) {
        return !holds(fields(header).getOrDefault("nonce", ""));
    }

    /**
     * The program that signs in so.
     *
     * @param method of the request itself
     * @param target of the request itself
     * @param header {@code Authorization}
     */
    Optional<ProgramKeys.Program> who(String method, String target, String header) {
        var said = fields(header);
        if (!said.getOrDefault("uri", "").equals(target)
                || !said.getOrDefault("username", "").equals(ProgramKeys.USER)
                || !said.getOrDefault("qop", "").equals("auth")
                || !holds(said.getOrDefault("nonce", ""))) return Optional.empty();
        var request = md5(method + ":" + target);
        var behind = ":" + said.get("nonce") + ":" + said.getOrDefault("nc", "") + ":" + said.getOrDefault("cnonce", "")
                + ":auth:" + request;
        var response =
                said.getOrDefault("response", "").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return keys.byDigest().entrySet().stream()
                .filter(key ->
                        MessageDigest.isEqual(md5(key.getKey() + behind).getBytes(StandardCharsets.UTF_8), response))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String nonce(long atMillis) {
        return atMillis + "-" + seal(atMillis);
    }

    private boolean holds(String nonce) {
        var parts = nonce.split("-", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) return false;
        long at = Long.parseLong(parts[0]);
        return MessageDigest.isEqual(
                        parts[1].getBytes(StandardCharsets.UTF_8), seal(at).getBytes(StandardCharsets.UTF_8))
                && clock.millis() - at <= HOLDS.toMillis();
    }

    private String seal(long atMillis) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return HexFormat.of()
                    .formatHex(mac.doFinal(Long.toString(atMillis).getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String header) {
        Map<String, String> fields = new HashMap<>();
        var found = FIELD.matcher(header);
        while (found.find())
            fields.put(
                    found.group(1).toLowerCase(Locale.ROOT),
                    found.group(2) == null ? found.group(3) : found.group(2).replaceAll("\\\\(.)", "$1"));
        return fields;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
