/** Where this installation keeps its files. */
export class DataFolder {
  constructor(readonly path: string) {}
}
