/** One database transaction. The stores exist only inside `run`; a thrown error rolls everything back. No outside call belongs within. */
export abstract class UnitOfWork<Stores> {
  abstract run<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}
