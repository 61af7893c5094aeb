import type { StateMachine } from '../../src/kernel/state-machine.ts';
import { orderStates } from '../../src/modules/billing/domain/order-states.ts';
import { certificateMachine } from '../../src/modules/certificate/domain/certificate-state.ts';
import { entitlementMachine } from '../../src/modules/certificate/domain/entitlement-state.ts';
import { grantMachine as certificateGrantMachine } from '../../src/modules/certificate/domain/grant-request.ts';
import { identityStates } from '../../src/modules/partner/domain/identity-states.ts';
import { registrationStates } from '../../src/modules/partner/domain/registration-states.ts';
import { grantMachine as sealGrantMachine } from '../../src/modules/seal/domain/seal-grant-state.ts';
import { sealMachine } from '../../src/modules/seal/domain/seal-state.ts';
import { applicationMachine } from '../../src/modules/unit/domain/administrator-application.ts';
import { joinMachine } from '../../src/modules/unit/domain/join-request.ts';
import { removalMachine } from '../../src/modules/unit/domain/removal-request.ts';
import { changeMachine } from '../../src/modules/unit/domain/unit-change.ts';
import { unitVerification } from '../../src/modules/unit/domain/unit-state.ts';

type Coded = readonly [from: string, event: string, to: string];

/** A row of the document, then what it is in code: transitions of the machine, or the words that say where else it lives. */
export type ReviewedRow = readonly [from: string, event: string, to: string, code: readonly Coded[] | string];

export interface ReviewedSection {
  readonly machines: readonly StateMachine<string, string>[];
  readonly rows: readonly ReviewedRow[];
}

// A machine of narrower words is one of words in general for reading its rows.
const wide = <S extends string, E extends string>(machine: StateMachine<S, E>) => machine as unknown as StateMachine<string, string>;

const born = 'an object begins here: its factory, not a transition';

/** Chapter 8 of docs/requirements.md, row by row and in its order, as it was read against the code. */
export const reviewedSections: Readonly<Record<string, ReviewedSection>> = {
  '8.1': {
    machines: [wide(registrationStates)],
    rows: [
      ['∅', 'start', 'draft', born],
      ['draft', 'enter company', 'draft', 'data of a draft may change freely; a known company is refused by RegisterPartner'],
      ['draft', 'submit', 'submitted', [['draft', 'submit', 'submitted']]],
      ['submitted', 'approve', 'effective', [['submitted', 'approve', 'effective']]],
      ['submitted', 'reject', 'rejected', [['submitted', 'reject', 'rejected']]],
      ['rejected', 'edit, resubmit', 'submitted', [['rejected', 'resubmit', 'submitted']]],
      ['submitted', 'reassign', 'submitted', [['submitted', 'reassign', 'submitted']]],
      ['∅', 'import', 'effective_no_admin', born],
      ['effective_no_admin', 'add administrator', 'effective', [['effective_no_admin', 'add-administrator', 'effective']]],
      [
        'effective',
        'suspend / resume',
        'suspended / effective',
        [
          ['effective', 'suspend', 'suspended'],
          ['suspended', 'resume', 'effective'],
        ],
      ],
    ],
  },
  '8.3': {
    machines: [wide(unitVerification)],
    rows: [
      ['∅', 'register', 'registered', born],
      ['∅', 'registration failed', 'manual_review', born],
      ['∅', 'register', 'foreign_review', born],
      ['foreign_review', 'approve', 'verified', [['foreign_review', 'approve_review', 'verified']]],
      [
        'manual_review',
        'approve',
        'registered or licence_ok',
        [
          ['manual_review', 'approve_review', 'registered'],
          ['manual_review', 'approve_review', 'licence_ok'],
        ],
      ],
      [
        'manual_review, foreign_review',
        'reject',
        'rejected',
        [
          ['manual_review', 'reject_review', 'rejected'],
          ['foreign_review', 'reject_review', 'rejected'],
          // "may resubmit"
          ['rejected', 'resubmit', 'manual_review'],
          ['rejected', 'resubmit', 'foreign_review'],
        ],
      ],
      ['registered', 'upload licence', 'licence_ok', [['registered', 'upload_licence', 'licence_ok']]],
      ['registered', 'licence fails >10', 'manual_review', [['registered', 'ask_manual_review', 'manual_review']]],
      ['licence_ok', 'apply transfer', 'transfer_applied', [['licence_ok', 'apply_transfer', 'transfer_applied']]],
      ['licence_ok', 'apply transfer', 'licence_ok', 'refused by transfer limits, nothing changes'],
      ['licence_ok', 'branch not found, ticket', 'transfer_applied', [['licence_ok', 'apply_transfer', 'transfer_applied']]],
      ['transfer_applied', 'bank paid', 'awaiting_amount', [['transfer_applied', 'transfer_paid', 'awaiting_amount']]],
      ['transfer_applied', 'bank failed', 'licence_ok', [['transfer_applied', 'transfer_failed', 'licence_ok']]],
      ['awaiting_amount', 'submit amount ok', 'verified', [['awaiting_amount', 'check_amount', 'verified']]],
      ['awaiting_amount', 'amount wrong', 'awaiting_amount', [['awaiting_amount', 'check_amount', 'awaiting_amount']]],
      ['awaiting_amount', 'amount wrong', 'licence_ok', [['awaiting_amount', 'check_amount', 'licence_ok']]],
      ['awaiting_amount', 'timeout', 'licence_ok', [['awaiting_amount', 'transfer_expired', 'licence_ok']]],
      ['verified', 'change unit info approved', 'verified', [['verified', 'change_information', 'verified']]],
    ],
  },
  '8.4': {
    machines: [wide(joinMachine)],
    rows: [
      ['∅', 'send request', 'pending', born],
      ['∅', 'accept invitation', 'pending', born],
      ['pending', 'approve', 'member', [['pending', 'approve', 'approved']]],
      ['pending', 'reject', 'rejected', [['pending', 'reject', 'rejected']]],
      ['pending', 'withdraw', 'withdrawn', [['pending', 'withdraw', 'withdrawn']]],
      ['member', 'leave', 'left', 'the roster of the unit'],
      ['member', 'removed by admin', 'removed', 'the roster of the unit'],
      ['member', 'removal request by member', 'member + removal_pending', 'removal request, 8.14'],
      ['removal_pending', 'approve / reject', 'removed / member', 'removal request, 8.14'],
    ],
  },
  '8.6': {
    machines: [wide(entitlementMachine)],
    rows: [
      ['∅', 'grant approved', 'not_purchased', born],
      [
        'not_purchased, ∅',
        'paid with local install / surplus used / allocated / code activated',
        'active',
        [['not_purchased', 'buy', 'active']],
      ],
      ['active', 'buy same type again, same platform', 'active', [['active', 'buy', 'active']]],
      ['active', 'buy same type again, new platform', 'active', [['active', 'buy', 'active']]],
      ['∅', 'made by CA', 'issued', 'key media are not built'],
      ['issued', 'bind', 'active_bound', 'key media are not built'],
      ['active_bound', 'unbind', 'issued', 'key media are not built'],
      ['active', 'use on other device', 'active', 'devices are not built'],
      ['active', 'use on other device', 'active', 'devices are not built'],
      ['active', 'use on other device', 'active', 'devices are not built'],
      [
        'issued, active, active_bound, expired',
        'renewal / extension done, or same type bought again',
        'same state with new term',
        [
          ['active', 'buy', 'active'],
          ['expired', 'buy', 'active'],
        ],
      ],
      [
        'issued, active, active_bound',
        'change done',
        'same state with new subject',
        'a change of subject supersedes the serial: certificate',
      ],
      [
        'active',
        'administrator role lost , former administrator only',
        'blocked_no_grant',
        [
          ['active', 'take-grant-back', 'blocked_no_grant'],
          // "the new administrator's grant approval → active"
          ['blocked_no_grant', 'grant', 'active'],
        ],
      ],
      ['active', 'certificate grant taken back', 'blocked_no_grant', [['active', 'take-grant-back', 'blocked_no_grant']]],
      ['active, issued, active_bound', 'end date passed', 'expired', [['active', 'pass-end', 'expired']]],
      ['active, issued, active_bound', 'revoke / leave unit / closing', 'revoked or invalid', [['active', 'revoke', 'revoked']]],
    ],
  },
  '8.7': {
    machines: [wide(orderStates)],
    rows: [
      ['∅', 'confirm order', 'pending', born],
      ['∅', 'confirm order, amount 0 or surplus', 'paid', [['pending', 'settle-free', 'paid']]],
      ['pending', 'pay now', 'paying', [['pending', 'pay-now', 'paying']]],
      ['paying', 'signed notify ok', 'paid', [['paying', 'paid', 'paid']]],
      ['paying', 'failed / closed', 'pending', [['paying', 'payment-failed', 'pending']]],
      ['pending', 'cancel / time-out', 'closed', [['pending', 'close', 'closed']]],
      [
        'closed',
        'late success',
        'refunding → refunded',
        [
          ['closed', 'late-payment', 'refunding'],
          ['refunding', 'refunded', 'refunded'],
        ],
      ],
      ['pending', 'off-line voucher', 'paid', 'vouchers are not built'],
      ['paid', 'invoice window ends', 'paid, invoice_closed', 'invoices are not built'],
    ],
  },
  '8.9': {
    machines: [wide(sealMachine)],
    rows: [
      ['∅', 'make / scan', 'active', born],
      ['active', 'void', 'voided', [['active', 'void', 'voided']]],
      ['active', 'legal rep or name changed', 'active + outdated flag', [['active', 'outdate', 'active']]],
      ['personal name seal', 'scan / make again', 'active', 'a personal seal has one slot that is written over: PersonalSeal'],
      ['personal signature', 're-draw', 'active', 'a personal seal has one slot that is written over: PersonalSeal'],
    ],
  },
  '8.10': {
    machines: [wide(sealGrantMachine)],
    rows: [
      ['∅', 'request', 'pending', born],
      [
        'pending',
        'approve / reject',
        'granted / rejected',
        [
          ['pending', 'approve', 'granted'],
          ['pending', 'reject', 'rejected'],
        ],
      ],
      ['granted', 'end of validity', 'expired', [['granted', 'end', 'expired']]],
      ['granted', 'revoke', 'revoked', [['granted', 'revoke', 'revoked']]],
      ['granted', 'seal voided', 'granted', [['granted', 'seal-voided', 'granted']]],
      ['granted', 'member leaves', 'revoked', [['granted', 'revoke', 'revoked']]],
      ['granted', 'administrator changes', 'granted', 'nothing happens to a grant; the implicit right is asked each time'],
      ['pending', 'seal voided', 'rejected', [['pending', 'seal-voided', 'rejected']]],
    ],
  },
};

/** The machines of one line, 8.14: the line as it was read, then its transitions in code. */
export const reviewedLines: Readonly<
  Record<string, { readonly line: string; readonly machine: StateMachine<string, string>; readonly code: readonly Coded[] }>
> = {
  'Administrator application': {
    line: '∅ → pending (CS) → approved (swap roles) | rejected.',
    machine: wide(applicationMachine),
    code: [
      ['pending', 'approve', 'approved'],
      ['pending', 'reject', 'rejected'],
    ],
  },
  'Unit change': {
    line: 'draft → auto_check → effective | failed → (>10 or chosen) manual → effective | rejected; foreign: straight to manual.',
    machine: wide(changeMachine),
    code: [
      ['draft', 'pass', 'effective'],
      ['draft', 'fail', 'failed'],
      ['failed', 'ask_manual', 'manual'],
      ['manual', 'approve', 'effective'],
      ['manual', 'reject', 'rejected'],
      ['draft', 'ask_manual', 'manual'],
    ],
  },
  Identity: {
    line: 'unverified → submitted → face_ok → verified | face_failed (10/day) → manual → verified; foreign: submitted → manual → verified | rejected.',
    machine: wide(identityStates),
    code: [
      ['unverified', 'submit', 'submitted'],
      ['submitted', 'face-ok', 'verified'],
      ['submitted', 'face-failed', 'face_failed'],
      ['face_failed', 'ask-manual', 'manual'],
      ['manual', 'approve', 'verified'],
      ['submitted', 'ask-manual', 'manual'],
      ['manual', 'reject', 'rejected'],
    ],
  },
  'Removal request, certificate grant': {
    line: 'pending → approved | rejected; granted → revoked.',
    machine: wide(certificateGrantMachine),
    code: [
      ['pending', 'approve', 'approved'],
      ['pending', 'reject', 'rejected'],
      ['approved', 'take-back', 'revoked'],
    ],
  },
};

/** The other machine of the same line. */
export const removalRequest = {
  machine: wide(removalMachine),
  code: [
    ['pending', 'approve', 'approved'],
    ['pending', 'reject', 'rejected'],
  ] as const,
};

/** Transitions in code that chapter 8 does not name, each with its reason. */
export const derived: readonly { readonly machine: StateMachine<string, string>; readonly code: Coded; readonly because: string }[] = [
  because(entitlementMachine, ['blocked_no_grant', 'pass-end', 'expired'], 'a term runs on while the grant is away'),
  because(
    entitlementMachine,
    ['not_purchased', 'take-grant-back', 'blocked_no_grant'],
    'a grant may be taken back before anything was bought',
  ),
  because(entitlementMachine, ['blocked_no_grant', 'grant', 'not_purchased'], 'and given again, still before anything was bought'),
  because(entitlementMachine, ['blocked_no_grant', 'revoke', 'revoked'], 'leaving the unit ends also what is blocked'),
  because(certificateGrantMachine, ['pending', 'take-back', 'revoked'], 'who leaves the unit waits for nothing any more'),
  because(orderStates, ['paying', 'pay-now', 'paying'], 'the payer went back and pressed the button once more'),
  because(orderStates, ['paying', 'close', 'closed'], 'an attempt that was begun and never paid must not hold an order open for ever'),
  because(identityStates, ['submitted', 'submit', 'submitted'], 'the person goes back before the face check and corrects the form'),
  because(identityStates, ['face_failed', 'submit', 'submitted'], 'up to ten tries a day (PAR-047)'),
  because(identityStates, ['rejected', 'submit', 'submitted'], 'a rejected person may ask again, as everywhere'),
];

function because<S extends string, E extends string>(machine: StateMachine<S, E>, code: Coded, reason: string) {
  return { machine: wide(machine), code, because: reason };
}

/** Machines below the level of chapter 8. */
export const innerMachines: Readonly<Record<string, string>> = {
  [certificateMachine.name]: 'one X.509 certificate below the entitlement of 8.6: reserved, stored, superseded, revoked',
  document: 'a document between import and seal: holds it while one sealing runs',
  'billing.payment': 'one attempt to pay below the order of 8.7',
};

/** Sections and lines of chapter 8 whose objects are not built. */
export const notBuilt: readonly string[] = ['8.2', '8.5', '8.8', '8.11', '8.12', '8.13'];
export const linesNotBuilt: readonly string[] = ['Shipment', 'VIP', 'Cloud renewal'];
/** Lines that are built without a table: tested by behaviour. */
export const linesByBehaviour: readonly string[] = ['PIN', 'Surplus lot'];
