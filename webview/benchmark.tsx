import "./benchmark/style.css";
