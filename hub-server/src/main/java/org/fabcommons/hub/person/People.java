// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.store.Secret;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Identifier;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.RateLimit;

/** What may be asked of people: find them, sign them up and in. */
public final class People implements Identifier {
    static final Duration SESSION = Duration.ofDays(30);
    static final String TOKEN_PREFIX = "fcp_";
    private final HubContext hub;
    private final Rows<PersonStore> rows;
    private final RateLimit signIns;

    People(HubContext hub) {
        this.hub = hub;
        rows = hub.database().rows(PersonStore.class);
        this.signIns = new RateLimit(hub.clock(), 10, Duration.ofMinutes(5).toMillis());
    }

    public Optional<Person> find(String handle) {
        return rows.read(store -> store.byHandle(handle.toLowerCase(Locale.ROOT)));
    }

    public Optional<Person> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** Signs a person up; all faults are told at once. */
    public Person create(String handle, String email, String password, String displayName) {
        var name = text(handle).toLowerCase(Locale.ROOT);
        var mail = text(email).toLowerCase(Locale.ROOT);
        var shown = text(displayName).isEmpty() ? name : text(displayName);
        List<FieldFault> faults = new ArrayList<>();
        Handles.fault(name).ifPresent(faults::add);
        if (mail.length() > 254 || !mail.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+|[^@\\s]+@localhost"))
            faults.add(FieldFault.of("email", "email-form"));
        var secret = password == null ? "" : password;
        if (secret.length() < 10 || secret.length() > 200) faults.add(FieldFault.of("password", "password-length"));
        else if (secret.equals(Password.DEMO) && !hub.demo()) faults.add(FieldFault.of("password", "password-known"));
        else if (secret.equalsIgnoreCase(name) || secret.equalsIgnoreCase(mail))
            faults.add(FieldFault.of("password", "password-known"));
        if (shown.length() > 80 || shown.chars().anyMatch(Character::isISOControl))
            faults.add(FieldFault.of("displayName", "display-name-form"));
        if (faults.isEmpty() && rows.read(store -> store.withHandle(name)) > 0)
            faults.add(FieldFault.of("handle", "handle-taken", name));
        if (faults.isEmpty() && rows.read(store -> store.withEmail(mail)) > 0)
            faults.add(FieldFault.of("email", "email-taken"));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var hash = Password.hash(secret);
        var id = Id.random();
        return hub.database().write(handle1 -> {
            var store = handle1.attach(PersonStore.class);
            if (store.withHandle(name) > 0) throw Problem.invalid("handle", "handle-taken", name);
            if (store.withEmail(mail) > 0) throw Problem.invalid("email", "email-taken");
            store.addOwner(id, name);
            store.add(id, name, mail, shown, hash, hub.clock().millis());
            return store.byId(id).orElseThrow();
        });
    }

    /** The person with this handle or e-mail address and password. */
    Optional<Person> check(String name, String password) {
        var key = text(name).toLowerCase(Locale.ROOT);
        if (!signIns.allows(key)) throw Problem.of(Problem.Kind.TOO_MANY, "sign-in-too-often");
        var account = rows.read(store -> store.account(key));
        if (account.isEmpty()) {
            Password.matchesNobody(password);
            return Optional.empty();
        }
        if (password.equals(Password.DEMO) && !hub.demo()) return Optional.empty();
        if (!Password.matches(password, account.get().passwordHash())) return Optional.empty();
        signIns.forget(key);
        return byId(account.get().id());
    }

    /** Opens a session and gives the secret for its cookie. */
    String openSession(Person person) {
        var secret = Id.secret();
        long now = hub.clock().millis();
        rows.write(store -> {
            store.addSession(Secret.hash(secret), person.id(), now, now + SESSION.toMillis());
            return true;
        });
        return secret;
    }

    void closeSession(String secret) {
        rows.write(store -> {
            store.dropSession(Secret.hash(secret));
            return true;
        });
    }

    /** Forgets sessions that are over. */
    int sweep() {
        return rows.write(store -> store.dropExpired(hub.clock().millis()));
    }

    /** A new token; the secret is given this once. */
    String createToken(String personId, String name) {
        var shown = text(name);
        if (shown.isEmpty() || shown.length() > 60) throw Problem.invalid("name", "token-name");
        var secret = TOKEN_PREFIX + Id.secret();
        rows.write(store -> {
            store.addToken(
                    Id.random(),
                    Secret.hash(secret),
                    personId,
                    shown,
                    hub.clock().millis());
            return true;
        });
        return secret;
    }

    List<Token> tokens(String personId) {
        return rows.read(store -> store.tokens(personId));
    }

    void dropToken(String id, String personId) {
        if (rows.write(store -> store.dropToken(id, personId)) == 0) throw Problem.notFound();
    }

    @Override
    public Optional<Caller> identify(Scheme scheme, String credential) {
        return switch (scheme) {
            case SESSION ->
                rows.read(store -> store.bySession(
                                Secret.hash(credential), hub.clock().millis()))
                        .map(People::caller);
            case BEARER ->
                credential.startsWith(TOKEN_PREFIX)
                        ? rows.read(store -> store.byToken(Secret.hash(credential)))
                                .map(People::caller)
                        : Optional.empty();
            case BASIC -> {
                int colon = credential.indexOf(':');
                // Programs that know only names and passwords, such as git, give a token as the password.
                if (colon >= 0 && credential.startsWith(TOKEN_PREFIX, colon + 1))
                    yield identify(Scheme.BEARER, credential.substring(colon + 1));
                yield colon < 0
                        ? Optional.empty()
                        : check(credential.substring(0, colon), credential.substring(colon + 1))
                                .map(People::caller);
            }
        };
    }

    private static Caller caller(Person person) {
        return new Caller.Person(person.id(), person.handle(), person.displayName());
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
