// Nominal types over plain strings, so that a task's id cannot be passed where a meeting's is meant.

declare const brandKey: unique symbol;

/** A `Base` that only `brand` can make; `Name` tells the compiler which one. */
export type Brand<Base, Name extends string> = Base & { readonly [brandKey]: Name };

/** Marks a value that was just parsed or just generated. The only cast to a branded type in the code. */
export function brand<B extends Brand<string, string>>(value: string): B {
  return value as unknown as B;
}
