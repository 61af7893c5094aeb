import type { Role } from './a-whole-world.ts';

export interface Rights {
  /** Who may get further than a refusal; undefined: everybody. */
  readonly roles: readonly Role[] | undefined;
  /** Whether the first of the roles sees the page in the world as it stands. */
  readonly opens: boolean;
}

const persons = ['ada', 'bo', 'mia', 'nora', 'uli'] as const;
/** PAR-046: checked by real name. */
const checked = ['ada', 'bo', 'mia', 'nora'] as const;
const members = ['ada', 'mia'] as const;
const staff = ['op', 'opOther', 'ra', 'cs'] as const;
const operators = ['op', 'opOther'] as const;
const desk = ['cs', 'op', 'opOther'] as const;
const issuers = ['ra', 'op', 'opOther'] as const;

/** Requirements §9, route by route: what stands for whom when the ids in the path are those of the first unit and its administrator. */
const table: readonly (readonly [roles: readonly Role[] | undefined, ...routes: string[]])[] = [
  // register, recover, downloads and what everybody may see
  [
    undefined,
    'GET /',
    'GET /register/partner',
    'GET /register/partner/cities',
    'POST /register/partner',
    'GET /sign-in',
    'POST /sign-in',
    'POST /sign-out',
    'GET /staff/sign-in',
    'POST /staff/sign-in',
    'GET /agreements/certificate-service',
    'GET /certificate-status',
    'GET /verify',
    'POST /verify',
    'GET /demo/inbox',
    'GET /demo/bank',
    'GET /style-guide',
  ],
  // a registration belongs to the visit that began it, an invitation to who holds its link
  [
    [],
    'GET /register/partner/:id',
    'GET /register/partner/:id/company',
    'POST /register/partner/:id/company',
    'GET /register/partner/:id/check',
    'POST /register/partner/:id/check',
    'GET /staff/welcome/:token',
    'POST /staff/welcome/:token',
  ],
  // own account
  [
    persons,
    'GET /account/password',
    'POST /account/password',
    'GET /account/real-name',
    'POST /account/real-name',
    'GET /account/real-name/return',
  ],
  // review partner registration (N2: own region, when chosen)
  [
    operators,
    'GET /staff/reviews',
    'GET /staff/partners',
    'GET /staff/partners/:id',
    'GET /staff/partners/:id/licence',
    'POST /staff/partners/:id/reviewer',
  ],
  [['op'], 'POST /staff/partners/:id/approval', 'POST /staff/partners/:id/rejection'],
  [staff, 'GET /staff'],
  // read audit trail
  [operators, 'GET /staff/audit', 'POST /staff/audit/check'],
  // create unit, join request
  [persons, 'GET /units', 'GET /units/join', 'GET /units/join/:id'],
  [persons, 'POST /units/join/:id'],
  [['nora'], 'POST /units/requests/:request/withdrawal'],
  [checked, 'GET /units/new', 'POST /units', 'GET /units/new/foreign', 'POST /units/new/foreign'],
  [persons, 'GET /units/letter', 'GET /units/tasks'],
  // verify unit, edit tax and bank data, change unit information, papers
  [
    ['ada'],
    'GET /units/:id/licence',
    'POST /units/:id/licence',
    'GET /units/:id/resubmission',
    'POST /units/:id/resubmission',
    'GET /units/:id/transfer',
    'POST /units/:id/transfer',
    'POST /units/:id/transfer/order',
    'GET /units/:id/transfer/progress',
    'GET /units/:id/amount',
    'POST /units/:id/amount',
    'GET /units/:id/finance',
    'POST /units/:id/finance',
    'GET /units/:id/change',
    'POST /units/:id/change',
    'GET /units/:id/papers/:paper',
  ],
  // view unit information, invite members, leave, remove a member (members: R)
  [
    members,
    'GET /units/:id',
    'GET /units/:id/members',
    'GET /units/:id/members/:member/removal',
    'POST /units/:id/members/:member/removal',
    'GET /units/:id/leave',
    'POST /units/:id/leave',
    'GET /units/:id/invitations',
    'POST /units/:id/invitations',
  ],
  // transfer administrator; approve join and removal
  [
    ['ada'],
    'GET /units/:id/administrator',
    'POST /units/:id/administrator',
    'POST /units/:id/join-requests/:request/approval',
    'GET /units/:id/join-requests/:request/rejection',
    'POST /units/:id/join-requests/:request/rejection',
    'POST /units/:id/removal-requests/:request/approval',
    'POST /units/:id/removal-requests/:request/rejection',
  ],
  // grant permission "legal-rep seal management": the legal representative alone, who is none of ours
  [[], 'GET /units/:id/permissions', 'POST /units/:id/permissions'],
  // apply to be administrator
  [['mia'], 'GET /units/:id/administrator-application', 'POST /units/:id/administrator-application'],
  // manual reviews
  [
    desk,
    'GET /staff/unit-reviews',
    'GET /staff/unit-reviews/:id',
    'GET /staff/unit-reviews/:id/papers/:paper',
    'POST /staff/unit-reviews/:id/approval',
    'POST /staff/unit-reviews/:id/rejection',
    'GET /staff/unit-changes/:id',
    'GET /staff/unit-changes/:id/papers/:paper',
    'POST /staff/unit-changes/:id/approval',
    'POST /staff/unit-changes/:id/rejection',
    'GET /staff/administrator-applications/:id',
    'GET /staff/administrator-applications/:id/proof',
    'POST /staff/administrator-applications/:id/approval',
    'POST /staff/administrator-applications/:id/rejection',
  ],
  // orders, payment: own data
  [persons, 'GET /orders'],
  [
    ['ada'],
    'GET /orders/:id',
    'GET /orders/:id/cancellation',
    'POST /orders/:id/cancellation',
    'GET /orders/:id/cashier',
    'POST /orders/:id/payment',
    'GET /orders/:id/result',
    'GET /orders/:id/status',
  ],
  // N15
  [desk, 'GET /staff/orders', 'GET /staff/orders/:id', 'GET /staff/orders/alarms/:id/closing', 'POST /staff/orders/alarms/:id/closing'],
  // buy unit certificate (N10), request its grant, own PIN
  [
    checked,
    'GET /certificates',
    'GET /certificates/to-make',
    'GET /certificates/buy',
    'GET /certificates/grants',
    'GET /certificates/pin',
    'POST /certificates/pin',
    'POST /certificates/pin/change',
    'GET /certificates/pin/reset',
    'POST /certificates/pin/code',
    'POST /certificates/pin/reset',
  ],
  [
    ['ada'],
    'GET /certificates/buy/:platformId',
    'POST /certificates/buy/:platformId',
    'POST /certificates/buy/:platformId/years',
    'GET /certificates/buy/confirm',
    'POST /certificates/buy/confirm',
    'POST /certificates/buy/order',
    'GET /certificates/:id',
    'GET /certificates/:id/make',
    'POST /certificates/:id/make',
    'POST /certificates/grants/:id/approval',
    'POST /certificates/grants/:id/rejection',
  ],
  // a certificate is public once issued: who may revoke it may look at it
  [['ada', ...issuers], 'GET /certificates/files/:serial/:file'],
  [members, 'POST /certificates/grants/:id/withdrawal'],
  [checked, 'GET /certificates/apply'],
  [members, 'POST /certificates/apply'],
  // revoke certificate
  [issuers, 'GET /staff/certificates', 'GET /staff/certificates/:serial', 'POST /staff/certificates/:serial/revocation'],
  // make, scan and void a unit seal; revoke and decide grants
  [
    ['ada'],
    'GET /seals/new',
    'POST /seals/new/preview',
    'POST /seals',
    'GET /seals/scan',
    'POST /seals/scan',
    'POST /seals/scan/confirmation',
    'POST /seals/scan/submission',
    'GET /seals/:id/void',
    'POST /seals/:id/void',
    'POST /seals/grants/:id/approval',
    'GET /seals/grants/:id/rejection',
    'POST /seals/grants/:id/rejection',
    'GET /seals/grants/:id/revocation',
    'POST /seals/grants/:id/revocation',
  ],
  // request seal grant: members see which seals there are
  [members, 'GET /seals/:id', 'GET /seals/:id/picture.svg', 'GET /seals/:id/picture.png', 'GET /seals/grants/new', 'POST /seals/grants'],
  [checked, 'GET /seals'],
  // personal seal
  [
    checked,
    'GET /seals/personal',
    'GET /seals/personal/name',
    'POST /seals/personal/name',
    'GET /seals/personal/signature',
    'POST /seals/personal/signature',
    'GET /seals/personal/:slot/picture',
    'GET /seals/personal/scan',
    'POST /seals/personal/scan',
    'POST /seals/personal/scan/confirmation',
    'POST /seals/personal/scan/submission',
  ],
  // sign document (N13)
  [checked, 'GET /documents', 'GET /documents/new', 'POST /documents'],
  [
    ['ada'],
    'GET /documents/:id',
    'GET /documents/:id/sign',
    'POST /documents/:id/signature',
    'GET /documents/:id/keyword',
    'GET /documents/:id/file',
    'GET /documents/:id/view.pdf',
    'GET /documents/:id/remove',
    'POST /documents/:id/remove',
    'GET /documents/seals/:id/picture',
  ],
];

/** Pages that stay shut in the world as it stands, whoever asks: another state of the object would open them. */
const shut = new Set([
  'GET /account/real-name/return',
  'GET /units/:id/licence',
  'GET /units/:id/resubmission',
  'GET /units/:id/transfer',
  'GET /units/:id/transfer/progress',
  'GET /units/:id/amount',
  'GET /orders/:id/cancellation',
  'GET /orders/:id/cashier',
  'GET /staff/unit-reviews/:id',
  'GET /staff/orders/alarms/:id/closing',
  'GET /certificates/buy/confirm',
  'GET /seals/grants/:id/revocation',
  'GET /seals/personal/:slot/picture',
]);

export const rightsOf: Readonly<Record<string, Rights>> = Object.fromEntries(
  table.flatMap(([roles, ...routes]) =>
    routes.map((route) => [route, { roles, opens: route.startsWith('GET ') && !shut.has(route) && roles?.length !== 0 }]),
  ),
);
