// What the files here use of Node, whose types may be absent.
declare const console: { log(text: string): void };
declare const require: (name: string) => { version: string };
