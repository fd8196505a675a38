# Writes r_neuron.json: the weights of a neuron trained in R on the four points, rows and settings as the post has them.
# Run: Rscript r_neuron.R   (Debian: r-base-core r-cran-jsonlite). Made with R 4.2.2.
suppressMessages(library(jsonlite))
X <- cbind(matrix(c(1, 0, 0, 0, 1, 1, 0, 1), ncol = 2, byrow = TRUE), 1)
y <- c(0, 1, 0, 1)
epochs <- 100000
learning_rate <- 0.7
start <- c(0.2, 0.2, 0.2)

weights <- start
neuron <- function(input) 1 / (1 + exp(-as.vector(input %*% weights)))
for (epoch in seq_len(epochs)) {
  for (i in seq_len(nrow(X))) {
    weights <- weights + learning_rate * (y[i] - neuron(X[i, ])) * X[i, ]
  }
}
writeLines(toJSON(list(
  R = R.version.string, X = X, y = y, start = start, learning_rate = learning_rate, epochs = epochs,
  weights = I(sprintf("%.17g", weights)), outputs = I(sprintf("%.17g", apply(X, 1, neuron)))),
  digits = 17, auto_unbox = TRUE), "r_neuron.json")
