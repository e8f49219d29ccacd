package steward.rights;

import java.time.Instant;

/// One line of the audit log: who did, or was refused, what. It holds no secret.
///
/// @param seq its number, given when it is kept; 0 before
/// @param at of the first, where several were counted together
/// @param principal the client, as in the journal
/// @param role as [Caller#role] gives it
/// @param address the other end, without its port; empty where there is none
/// @param face `http`, `mqtt`, `ssh` or `console`
/// @param operation a row of [Rules]
/// @param target as [Target#text] gives it
/// @param verdict as [Decision#label] gives it, or `failed` where it was allowed but did not
///   succeed
/// @param reason a sentence, may be empty
/// @param count how many alike were counted together
public record AuditEntry(
    long seq,
    Instant at,
    String principal,
    String role,
    String address,
    String face,
    String operation,
    String target,
    String verdict,
    String reason,
    int count) {}
