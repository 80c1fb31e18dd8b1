// The cases that the Python core and the scripts must both pass, and the core's table of traditional characters.
import { readFileSync } from "node:fs";
import { load } from "js-yaml";

const project = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, project), "utf-8");

/** The cases of tests/search/cases/<name>.yml as [name, case]. */
export const casesOf = (name) => Object.entries(load(read(`tests/search/cases/${name}.yml`)));

/** For each simplified character, all traditional ones that fold to it. */
export const traditional = Object.fromEntries(
  read("src/dialogue_archive/search/traditional.txt")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => [Array.from(line)[0], Array.from(line).slice(1).join("")]),
);
