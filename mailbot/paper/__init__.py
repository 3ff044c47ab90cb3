"""The papers that the office hands out, made from the form data: blank sheets, the 記入例, the pledge."""
