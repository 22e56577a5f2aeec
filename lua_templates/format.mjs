// Formats Lua with StyLua (WebAssembly, no binary to download) by the settings in .stylua.toml.
//
//   node lua_templates/format.mjs PACKAGE check|write FILE...
//
// PACKAGE is the folder of the npm package @johnnymorganz/stylua. Names on standard output each
// file that is not formatted (check) or was not (write). Exit code: 0 all are formatted, 1 some
// were not, 2 a file is not Lua, or a setting is unknown.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, command, ...files] = process.argv.slice(2);
const stylua = createRequire(import.meta.url)(join(folder, "stylua_lib_node.cjs"));

// The settings that are words, and the package's numbers for them.
const WORDS = {
  syntax: stylua.LuaVersion,
  line_endings: stylua.LineEndings,
  indent_type: stylua.IndentType,
  quote_style: stylua.QuoteStyle,
  call_parentheses: stylua.CallParenType,
  collapse_simple_statement: stylua.CollapseSimpleStatement,
};

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** The lines of .stylua.toml as [section, name, value]: as much of TOML as the file uses. */
function settings() {
  const path = join(dirname(fileURLToPath(import.meta.url)), ".stylua.toml");
  const found = [];
  let section = "";
  readFileSync(path, "utf8").split("\n").forEach((line, index) => {
    const header = line.match(/^\[(\w+)\]$/);
    const entry = line.match(/^(\w+) = (true|false|\d+|"\w+")$/);
    if (header) {
      section = header[1];
    } else if (entry) {
      found.push([section, entry[1], JSON.parse(entry[2])]);
    } else if (line.trim() && !line.startsWith("#")) {
      fail(`${path}:${index + 1}: not a setting: ${line}`);
    }
  });
  return found;
}

/** A fresh configuration: formatting a text uses one up. */
function configuration(entries) {
  const config = stylua.Config.new();
  for (const [section, name, value] of entries) {
    if (section === "sort_requires" && name === "enabled") {
      config.sort_requires = stylua.SortRequiresConfig.new().set_enabled(value);
    } else if (section !== "" || !(name in config)) {
      fail(`.stylua.toml: this StyLua has no setting ${section && `${section}.`}${name}`);
    } else if (name in WORDS && WORDS[name][value] === undefined) {
      fail(`.stylua.toml: ${name} can't be ${value}`);
    } else {
      config[name] = name in WORDS ? WORDS[name][value] : value;
    }
  }
  return config;
}

const entries = settings();
let unformatted = 0;
for (const file of files) {
  const before = readFileSync(file, "utf8");
  let after;
  try {
    const verification = stylua.OutputVerification.Full;
    after = stylua.formatCode(before, configuration(entries), undefined, verification);
  } catch (error) {
    fail(`${file}: ${error.message ?? error}`);
  }
  if (after !== before) {
    unformatted += 1;
    console.log(file);
    if (command === "write") {
      writeFileSync(file, after);
    }
  }
}
process.exit(unformatted > 0 ? 1 : 0);
