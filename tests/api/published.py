"""What openapi.json publishes, and whether an answer fits it: a client made from the description alone must understand each."""
import json, re, urllib.parse

import jsonschema
from jsonschema.exceptions import best_match


def closed(schema):
    """The same schema, nothing being in an object but what is described: what nobody described is drift."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(each) for name, each in schema.items()}
    if isinstance(made.get("properties"), dict) and "type" in made and "additionalProperties" not in made:
        made["additionalProperties"] = False
    return made


class Published:
    def __init__(self, document):
        self.components = closed(document["components"])
        self.paths = []
        for path, methods in document["paths"].items():
            pattern = re.compile("/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in path.split("/")) + "$")
            self.paths.append((path.count("{"), pattern, methods))
        self.paths.sort(key=lambda each: each[0])  # literal parts win over braces
        self.validators = {}

    def methods(self, path):
        for _, pattern, methods in self.paths:
            if pattern.match(path):
                return methods
        return None

    def named(self, described):
        if "$ref" in described:
            kind, name = described["$ref"].split("/")[-2:]
            return self.components[kind][name]
        return described

    def misfit(self, schema, value):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator({**closed(schema), "components": self.components})
        wrong = best_match(self.validators[key].iter_errors(value))
        return wrong and f"{'/'.join(map(str, wrong.absolute_path)) or 'the whole'}: {wrong.message[:300]}"

    def complaint(self, method, target, sent, status, media, text):
        """What is wrong with an answer, and with having taken the question; None when all is as it is published."""
        path, _, query = target.partition("?")
        operation = (self.methods(urllib.parse.unquote(path)) or {}).get(method.lower().replace("head", "get"))
        if operation is None:
            if status < 400:
                return "this call is not in openapi.json"
            operation = {"responses": {"default": {"$ref": "#/components/responses/Problem"}}}
        responses = operation["responses"]
        answer = self.named(responses.get(str(status)) or (responses["default"] if status >= 400 else {"missing": True}))
        if "missing" in answer:
            return f"the status {status} is not published"
        if status < 300 and (wrong := self.question(operation, query, sent)):
            return wrong
        contents = answer.get("content", {})
        media = media.split(";")[0].strip()
        if method == "HEAD" or (not text and not contents):
            return None
        content = contents.get(media) or contents.get("*/*")
        if content is None:
            return f"{media or 'a body'} is not published for the status {status}"
        if not media.endswith("json") or content["schema"].get("format") == "binary":
            return None
        wrong = self.misfit(content["schema"], json.loads(text))
        return wrong and f"the answer does not fit its schema at {wrong}"

    def question(self, operation, query, sent):
        known = {each["name"] for each in map(self.named, operation.get("parameters", [])) if each["in"] == "query"}
        for name, _ in urllib.parse.parse_qsl(query, keep_blank_values=True):
            if name not in known:
                return f"the parameter {name} was taken but is not published"
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if not sent or (schema is None and "requestBody" in operation):
            return None
        if schema is None:
            return "a body was taken but is not published"
        wrong = self.misfit(schema, json.loads(sent))
        return wrong and f"what was taken does not fit its schema at {wrong}"
