// The audit log as administrators read it: filters in, pages of entries out.
import { z } from 'zod';
import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS, AUDIT_VIAS } from '../domain/audit.ts';
import { digest, id, instant } from './text.schema.ts';

/** As a query carries it. */
const instantText = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)
  .pipe(instant);
const ordinalText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export const auditQuery = z.object({
  /** Where the page before ended. */
  cursor: ordinalText.optional(),
  actor: id.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Inclusive. */
  from: instantText.optional(),
  /** Exclusive. */
  to: instantText.optional(),
});

export const auditEntry = z
  .object({
    ordinal: z.int(),
    at: z.int(),
    /** Id of an account or a link, `cli` or `nobody`. */
    actor: z.string(),
    /** Of an account as it is called today; null for all others. */
    actorName: z.string().nullable(),
    via: z.enum(AUDIT_VIAS),
    action: z.enum(AUDIT_ACTIONS),
    targets: z.array(
      z.object({
        ...{ kind: z.enum(AUDIT_TARGET_KINDS), id: z.string() },
        /** As it is called today; of a term its number. Accounts, bodies and meetings have lists of their own. */
        name: z.string().optional(),
      }),
    ),
    address: z.string().nullable(),
    /** How many alike this entry stands for: failed sign-ins are gathered by the minute. */
    count: z.int(),
  })
  .meta({ id: 'AuditEntry' });
export const auditPage = z.object({
  entries: z.array(auditEntry),
  cursor: z.string().nullable(),
  /** IANA name of the server's own zone, in which its days begin. */
  timeZone: z.string(),
});

export const auditHead = z.object({ ordinal: z.int(), hash: digest });
export const auditVerification = z
  .object({
    intact: z.boolean(),
    entries: z.int(),
    /** The newest entry; note it elsewhere now and then, and nobody can rewrite what was before it. */
    head: auditHead.nullable(),
    /** Ordinal of the first entry that is missing or not as it was written. */
    brokenAt: z.int().nullable(),
  })
  .meta({ id: 'AuditVerification' });

export type AuditQuery = z.infer<typeof auditQuery>;
export type AuditPage = z.infer<typeof auditPage>;
export type AuditItem = z.infer<typeof auditEntry>;
export type AuditVerification = z.infer<typeof auditVerification>;
