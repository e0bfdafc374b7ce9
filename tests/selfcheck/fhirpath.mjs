// Evaluates the expressions of a published Questionnaire over responses, with fhirpath.js.
// In, as JSON: { questionnaire, responses }. Out: for each model and response, every variable by its name.
import { readFileSync } from "node:fs";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";
import r5 from "fhirpath/fhir-context/r5";

const VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable";
const { questionnaire, responses } = JSON.parse(readFileSync(0, "utf8"));

function variables(resource, model) {
  const known = {};
  for (const item of questionnaire.item)
    for (const { url, valueExpression } of item.extension ?? []) {
      if (url !== VARIABLE) continue;
      const around = { ...known, resource, questionnaire };
      [known[valueExpression.name]] = fhirpath.evaluate(resource, valueExpression.expression, around, model);
    }
  return known;
}

const models = { R4: r4, R5: r5 };
const found = Object.entries(models).map(([name, model]) => [name, responses.map((each) => variables(each, model))]);
console.log(JSON.stringify(Object.fromEntries(found)));
