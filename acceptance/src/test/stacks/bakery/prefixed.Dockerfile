FROM python:3.12-slim AS build
WORKDIR /src
COPY *.whl .
RUN pip install --no-index --no-cache-dir --prefix=/install *.whl

FROM python:3.12-slim
RUN useradd --create-home baker
WORKDIR /app
COPY --from=build /install /usr/local
COPY server.py .
USER baker
CMD ["python", "server.py"]
