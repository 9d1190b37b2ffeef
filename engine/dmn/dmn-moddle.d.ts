declare module 'dmn-moddle' {
  /** A reader of DMN 1.3. It drops what it does not understand and says so in `warnings`. */
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>, options?: Readonly<Record<string, unknown>>);
    fromXML(
      xml: string,
      type?: string,
    ): Promise<{
      readonly rootElement: unknown;
      readonly warnings: readonly { readonly message: string; readonly error?: Error }[];
    }>;
  }
}
