/** Who acts for a partner. The supplier administrator is the first of them (PAR-007). */
export abstract class Contacts {
  abstract addAdministrator(partnerId: string, accountId: string): Promise<void>;
}
