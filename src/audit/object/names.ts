/** Numbers for names, from 1, so that two objects can be compared without comparing text. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [""];

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }

  text(number: number): string {
    return this.texts[number]!;
  }
}

/**
 * Whether a name says nothing: none at all, or one with a number that counts what the compiler made on the way (static
 * temporaries, jump tables). What it stands for is known by its content.
 */
export function isNumbered(name: string): boolean {
  return name === "" || /\.(\.stmp_|jump)\d+$/.test(name);
}

/** Whether it is a closure or a compiler-made wrapper, whose number depends on what stands before it. */
export function isClosure(name: string): boolean {
  return closureNumber.test(name);
}

/** The name with the numbers of closures left out: `gc.Main.func2.1` and `gc.Main.func3.1` become the same. */
export function withoutClosureNumbers(name: string): string {
  return name.replace(closureNumbers, ".$1#");
}

// F.func1, F.func1.2, F.deferwrap1, F.gowrap1, glob..func1, F-range1, and what hangs on them: F.func1·f.
const closureNumber = /[.-](func|deferwrap|gowrap|range|)\d+(?=$|[.·-])/;
const closureNumbers = new RegExp(closureNumber, "g");
